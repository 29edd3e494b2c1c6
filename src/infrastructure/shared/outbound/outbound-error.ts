/** Why a request had no answer. Its text names the server alone: the rest of a URL, and headers, may hold secrets. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
}

/** The error of a request that Node could not make. @param proxy the one that it took */
export function outboundError(url: URL, cause: unknown, proxy?: URL): OutboundError {
  if (cause instanceof OutboundError) return cause;
  const way = proxy === undefined ? '' : ` through the proxy ${serverOf(proxy)}`;
  return new OutboundError(`${serverOf(url)}${way}: ${reasonOf(cause)}`, { cause });
}

/** Scheme, host and port. */
export const serverOf = ({ protocol, host }: URL): string => `${protocol}//${host}`;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection ended before the whole answer had arrived',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the host did not answer',
  EPROTO: 'the server does not speak TLS as expected',
  EPIPE: 'the server closed the connection',
  Z_DATA_ERROR: 'the answer is not valid gzip',
  Z_BUF_ERROR: 'the compressed answer ended early',
};

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return reasons[code] ?? (cause.message === '' ? code : cause.message);
}
