import { X509Certificate } from 'node:crypto';

/** A usable certificate, or the reason why it is not usable. */
export type CertificateField =
  { readonly ok: true; readonly der: Uint8Array } | { readonly ok: false; readonly problem: string };

const refuse = (problem: string): CertificateField => ({ ok: false, problem });

/**
 * Decodes field 6 of the handshake line: the DER certificate in standard base64 without padding. It is strict, because
 * Node's decoder ignores unknown characters and also accepts base64url, and Go refuses both.
 */
export function decodeServerCertificate(field: string): CertificateField {
  if (field.includes('=')) return refuse('it is padded base64');
  if (!/^[A-Za-z0-9+/]+$/.test(field) || field.length % 4 === 1) return refuse('it is not standard base64');
  const der = Buffer.from(field, 'base64');
  // X509Certificate also accepts PEM, and ignores bytes after the certificate. Go accepts exactly one DER certificate.
  if (der[0] !== 0x30) return refuse('it is not DER');
  try {
    const { raw, serialNumber } = new X509Certificate(der);
    if (raw.length !== der.length) return refuse('bytes follow the certificate');
    // OpenSSL accepts it. Go has refused it since 1.23.
    if (serialNumber.startsWith('-')) return refuse('its serial number is negative');
  } catch {
    return refuse('it is not a DER certificate');
  }
  return { ok: true, der };
}

/** The inverse: DER to the text of field 6. */
export function encodeServerCertificate(der: Uint8Array): string {
  return Buffer.from(der).toString('base64').replaceAll('=', '');
}
