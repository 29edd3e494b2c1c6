import { GoPluginError } from '../errors.js';
import { splitTcpAddress } from '../handshake/handshake-line.js';
import type { PluginAddress } from '../process/runner.js';

/**
 * Where to dial for an address of a handshake or a reattach configuration, which have admitted no other networks than these two.
 * `:1234` means this machine, as in Go.
 * @throws GoPluginError `CONNECT_FAILED`
 */
export function dialledAddress({ network, address }: PluginAddress): { network: 'unix' | 'tcp'; address: string } {
  if (network === 'unix') return { network, address };
  const tcp = splitTcpAddress(address);
  if (tcp === undefined) throw new GoPluginError('CONNECT_FAILED', { address, reason: 'it is not host:port' });
  const host = tcp.host.includes(':') ? `[${tcp.host}]` : tcp.host;
  return { network: 'tcp', address: `${host}:${tcp.port}` };
}
