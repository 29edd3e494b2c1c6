import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions, TLSSocket, TlsOptions } from 'node:tls';

/**
 * TLS options that accept one certificate from the peer and no other, compared byte for byte after the TLS handshake, which has
 * proved that the peer holds its key. Node's `ca` would do as well, but the first use of it parses all of Node's 140 root certificates,
 * which takes as long as starting an empty Node (measured with Node 20).
 *
 * `tlsDialer` and `tlsListener` know `pinnedCertificatePem`. Anything else that is given these options trusts nobody: they have no
 * `ca` and reject what is unauthorized.
 */
export interface PinnedPeer {
  readonly pinnedCertificatePem?: string | undefined;
}

export type PinnableConnectionOptions = ConnectionOptions & PinnedPeer;
export type PinnableServerOptions = TlsOptions & PinnedPeer;

/** The options as Node gets them from whoever calls {@link whyRefused} after the TLS handshake. */
export function deferringVerdict<T extends PinnedPeer>(options: T): T {
  return options.pinnedCertificatePem === undefined ? options : { ...options, rejectUnauthorized: false };
}

/**
 * Why the peer of a socket whose TLS handshake is done must be refused; undefined when it is the right one, or when Node itself was
 * to judge. `name` is what a server's certificate must be made out to.
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
  // Go asks for a SAN; a common name is not enough.
  if (name !== undefined && pinned.checkHost(name, { subject: 'never' }) === undefined) {
    return `the peer’s certificate is not for ${name}`;
  }
  return undefined;
}
