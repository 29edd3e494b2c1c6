import type { ConnectionOptions, TlsOptions } from 'node:tls';
import { createCertificate } from '../certificate/certificate.js';
import {
  curveAnswering,
  parseHostCertificate,
  tlsClientOptions,
  tlsServerOptions,
} from '../certificate/tls-settings.js';
import type { ServeOptions } from './serve-options.js';

/** The TLS settings of the plugin side, for its main server and for brokered connections in both directions. */
export interface PluginTls {
  readonly server: TlsOptions;
  readonly client: ConnectionOptions;
  /**
   * For the handshake line, only with AutoMTLS. A Go host that did not ask for TLS panics if the line has a
   * certificate.
   */
  readonly certificateDer: Uint8Array | undefined;
}

/**
 * The provider's TLS, or AutoMTLS if the host sent a certificate, or none.
 * @throws GoPluginError `CONFIG_INVALID` if the host's certificate or this runtime cannot be used
 */
export async function resolvePluginTls(
  provider: ServeOptions['tls'],
  hostCertificatePem: string | undefined,
): Promise<PluginTls | undefined> {
  if (provider !== undefined) {
    const own = await provider();
    const { cert, key, ca, pfx, passphrase, minVersion } = own;
    const shared = Object.fromEntries(
      Object.entries({ cert, key, ca, pfx, passphrase, minVersion }).filter(([, value]) => value !== undefined),
    );
    return {
      server: own,
      client: { ...shared, servername: 'localhost', ALPNProtocols: ['h2'] },
      certificateDer: undefined,
    };
  }
  if (hostCertificatePem === undefined) return undefined;
  const peerCertificatePem = parseHostCertificate(hostCertificatePem);
  const own = createCertificate({ curve: curveAnswering(peerCertificatePem) });
  const mutual = { own, peerCertificatePem };
  return { server: tlsServerOptions(mutual), client: tlsClientOptions(mutual), certificateDer: own.certificateDer };
}
