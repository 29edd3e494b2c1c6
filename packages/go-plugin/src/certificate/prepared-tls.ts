import { isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { TlsIdentity } from './tls-settings.js';

/**
 * Loads what a TLS connection needs, and reads the certificate and the key. A host does this while its plugin starts: the connection is then
 * made sooner. `isIP` compiles an expression in Node 20 that `tls.connect` needs, which takes as long as all else here.
 */
export function prepareTls({ certificatePem, privateKeyPem }: TlsIdentity): SecureContext {
  isIP('localhost');
  return createSecureContext({ cert: certificatePem, key: privateKeyPem, ca: [], minVersion: 'TLSv1.2' });
}
