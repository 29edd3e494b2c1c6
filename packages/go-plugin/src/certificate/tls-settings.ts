import { X509Certificate } from 'node:crypto';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { certificatePemOf, type CertificateCurve } from './certificate.js';
import type { PinnableConnectionOptions, PinnableServerOptions } from './pinned-peer.js';

/** Certificate and key of one side, both PEM. A {@link Certificate} is one. */
export interface TlsIdentity {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** The settings of one side of AutoMTLS: its own identity, and the one certificate that it accepts from the peer. */
export interface MutualTls {
  readonly own: TlsIdentity;
  /** PEM. The only trusted certificate; system roots are not trusted. */
  readonly peerCertificatePem: string;
}

// Every AutoMTLS certificate has this name. It must be set, because a unix socket or an IP address provides no name.
const serverName = 'localhost';

const common = (tls: MutualTls) => ({
  cert: tls.own.certificatePem,
  key: tls.own.privateKeyPem,
  pinnedCertificatePem: tls.peerCertificatePem,
  // Not `undefined`, which would mean all of Node's root certificates.
  ca: [],
  minVersion: 'TLSv1.2' as const,
  // grpc-go refuses a connection without ALPN, and only grpc-js's own sockets set it by default.
  ALPNProtocols: ['h2'],
  rejectUnauthorized: true,
});

/** Options of `tlsDialer`: for a host that dials its plugin, or for either side that dials a brokered server. */
export function tlsClientOptions(tls: MutualTls): PinnableConnectionOptions {
  return { ...common(tls), servername: serverName };
}

/** Options of `tlsListener`. */
export function tlsServerOptions(tls: MutualTls): PinnableServerOptions {
  return { ...common(tls), requestCert: true };
}

/**
 * The host's certificate from `PLUGIN_CLIENT_CERT`. If it is invalid, the start fails. go-plugin only logs that, and
 * every connection fails later.
 * @throws GoPluginError `CONFIG_INVALID`
 */
export function parseHostCertificate(pem: string): string {
  try {
    if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new Error('no PEM block');
    const { raw, serialNumber } = new X509Certificate(pem);
    if (serialNumber.startsWith('-')) throw new Error('its serial number is negative');
    return certificatePemOf(raw);
  } catch (error) {
    throw new GoPluginError(
      'CONFIG_INVALID',
      { problem: 'PLUGIN_CLIENT_CERT holds no usable PEM certificate' },
      { cause: error },
    );
  }
}

/** OpenSSL's names for the curves that every TLS library can verify. */
const commonCurves: Readonly<Record<string, CertificateCurve>> = { prime256v1: 'P-256', secp384r1: 'P-384' };

/**
 * The curve for the answer to a peer's certificate: P-521 as in go-plugin, or the peer's own curve if it is not P-521.
 * Such a peer may use BoringSSL, which cannot verify P-521.
 */
export function curveAnswering(certificatePem: string): CertificateCurve {
  const { namedCurve = '' } = new X509Certificate(certificatePem).publicKey.asymmetricKeyDetails ?? {};
  return commonCurves[namedCurve] ?? 'P-521';
}
