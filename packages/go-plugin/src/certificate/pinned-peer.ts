import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions, TLSSocket, TlsOptions } from 'node:tls';

/**
 * TLS options that accept exactly one certificate from the peer. The TLS handshake proves that the peer has its key.
 * After that, the certificates are compared byte for byte. Node's `ca` would also work, but its first use parses all of
 * Node's 140 root certificates, which takes as long as the start of an empty Node (measured with Node 20).
 *
 * Only `tlsDialer` and `tlsListener` know `pinnedCertificatePem`. With these options, other code trusts nobody, because
 * they have no `ca` and reject unauthorized peers.
 */
export interface PinnedPeer {
  readonly pinnedCertificatePem?: string | undefined;
}

export type PinnableConnectionOptions = ConnectionOptions & PinnedPeer;
export type PinnableServerOptions = TlsOptions & PinnedPeer;

/** The options for Node, for code that calls {@link whyRefused} after the TLS handshake. */
export function deferringVerdict<T extends PinnedPeer>(options: T): T {
  return options.pinnedCertificatePem === undefined ? options : { ...options, rejectUnauthorized: false };
}

/**
 * Why the peer must be refused after the TLS handshake. Undefined if it has the expected certificate, or if Node itself
 * verified it. `name` is the name that a server's certificate must have.
 */
export function whyRefused(socket: TLSSocket, { pinnedCertificatePem }: PinnedPeer, name?: string): string | undefined {
  if (pinnedCertificatePem === undefined) return undefined;
  const presented = socket.getPeerX509Certificate();
  if (presented === undefined) return 'the peer did not present a certificate';
  const pinned = new X509Certificate(pinnedCertificatePem);
  if (!presented.raw.equals(pinned.raw)) return 'the peer has another certificate than the one it announced';
  const now = Date.now();
  if (now < Date.parse(pinned.validFrom)) return 'the peer’s certificate is not yet valid';
  if (now > Date.parse(pinned.validTo)) return 'the peer’s certificate has expired';
  // Go requires a SAN. A common name is not enough.
  if (name !== undefined && pinned.checkHost(name, { subject: 'never' }) === undefined) {
    return `the peer’s certificate is not for ${name}`;
  }
  return undefined;
}
