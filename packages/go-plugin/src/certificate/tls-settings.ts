import { X509Certificate } from 'node:crypto';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { certificatePemOf, type CertificateCurve } from './certificate.js';
import type { PinnableConnectionOptions, PinnableServerOptions } from './pinned-peer.js';

/** Certificate and key of one side, both PEM. A {@link Certificate} is one. */
export interface TlsIdentity {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** What both sides of AutoMTLS are made of: our own identity and the one certificate that we accept from the peer. */
export interface MutualTls {
  readonly own: TlsIdentity;
  /** PEM. It is the whole trust store: pinned, no system roots. */
  readonly peerCertificatePem: string;
}

// The name stands in every AutoMTLS certificate; over a unix socket or an IP address it must be given (T6).
const serverName = 'localhost';

const common = (tls: MutualTls) => ({
  cert: tls.own.certificatePem,
  key: tls.own.privateKeyPem,
  pinnedCertificatePem: tls.peerCertificatePem,
  // Not `undefined`, which would mean all root certificates that Node knows.
  ca: [],
  minVersion: 'TLSv1.2' as const,
  // grpc-go refuses a connection without it, and only grpc-js's own sockets set it by themselves (T5).
  ALPNProtocols: ['h2'],
  rejectUnauthorized: true,
});

/** Options of `tlsDialer` for whoever dials: the host its plugin, or either side a brokered server. */
export function tlsClientOptions(tls: MutualTls): PinnableConnectionOptions {
  return { ...common(tls), servername: serverName };
}

/** Options of `tlsListener` for whoever listens. */
export function tlsServerOptions(tls: MutualTls): PinnableServerOptions {
  return { ...common(tls), requestCert: true };
}

/**
 * The host's certificate from `PLUGIN_CLIENT_CERT`. go-plugin logs an unusable one and lets every connection fail; here the start
 * fails and says so.
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

/** OpenSSL's names of the curves that every TLS library verifies. */
const commonCurves: Readonly<Record<string, CertificateCurve>> = { prime256v1: 'P-256', secp384r1: 'P-384' };

/**
 * The curve for the answer to a certificate: go-plugin's P-521, unless the peer shows by its own that it may be on BoringSSL, which
 * does not verify P-521 (T4).
 */
export function curveAnswering(certificatePem: string): CertificateCurve {
  const { namedCurve = '' } = new X509Certificate(certificatePem).publicKey.asymmetricKeyDetails ?? {};
  return commonCurves[namedCurve] ?? 'P-521';
}
