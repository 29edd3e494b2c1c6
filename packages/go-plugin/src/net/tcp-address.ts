/** The two halves of `host:port`; an IPv6 host without its brackets. */
export interface TcpAddress {
  readonly host: string;
  /** 0 to 65535. Nobody listens on 0, but an address may name it. */
  readonly port: number;
}

/**
 * Reads `host:port`, `[ipv6]:port` or `:port`, the last meaning this machine, as in Go.
 * @returns undefined for anything else
 */
export function parseTcpAddress(text: string): TcpAddress | undefined {
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([0-9]{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port > 65_535) return undefined;
  return { host: host === '' ? '127.0.0.1' : host, port };
}
