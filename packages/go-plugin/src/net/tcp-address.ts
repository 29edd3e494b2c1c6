/** The two parts of `host:port`. An IPv6 host has no brackets. */
export interface TcpAddress {
  readonly host: string;
  /** 0 to 65535. Nobody listens on port 0, but an address may contain it. */
  readonly port: number;
}

/**
 * Reads `host:port`, `[ipv6]:port` or `:port`. As in Go, the last form means this machine.
 * @returns undefined for anything else
 */
export function parseTcpAddress(text: string): TcpAddress | undefined {
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([0-9]{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port > 65_535) return undefined;
  return { host: host === '' ? '127.0.0.1' : host, port };
}
