import { hostVersions, type HandshakeCase } from './handshake-lines.js';

/** A host's verdict on a line. */
export type ExpectedVerdict =
  | 'accepted'
  | 'HANDSHAKE_INVALID'
  | 'CORE_VERSION_UNSUPPORTED'
  | 'VERSION_MISMATCH'
  | 'NETWORK_UNSUPPORTED'
  | 'PROTOCOL_UNSUPPORTED'
  | 'CERTIFICATE_INVALID'
  | 'MUX_NOT_SUPPORTED';

const invalid = 'HANDSHAKE_INVALID';
const digits = '0123456789';
const whiteBytes = [
  '\t',
  '\n',
  '\v',
  '\f',
  '\r',
  ' ',
  '\xc2\x85',
  '\xc2\xa0',
  '\xe1\x9a\x80',
  '\xe2\x80\xa8',
  '\xe2\x80\xa9',
  '\xe2\x80\xaf',
  '\xe2\x81\x9f',
  '\xe3\x80\x80',
];
for (let last = 0x80; last <= 0x8a; last++) whiteBytes.push(`\xe2\x80${String.fromCharCode(last)}`);

/**
 * Whether the sixth field is junk whose length counts differently: Go counts bytes, and our parser counts characters,
 * where each invalid UTF-8 byte is one character. Neither is a certificate.
 */
export function isAmbiguous({ line }: HandshakeCase): boolean {
  const field = line.split('|')[5] ?? '';
  return field.length > 50 && field.length < 300 && Buffer.from(field, 'latin1').some((byte) => byte > 0x7f);
}

/**
 * A second implementation of the handshake line's rules, independent of the code under test: it works on bytes instead
 * of text, digit by digit, without a regular expression. `isCertificate` decides whether a long sixth field is a
 * certificate.
 */
export function expectedVerdict(input: HandshakeCase, isCertificate: (field: string) => boolean): ExpectedVerdict {
  const parts = trim(input.line).split('|');
  if (parts.length < 4) return invalid;
  const [core, app, network, address, protocol, certificate, multiplex] = parts;
  const coreVersion = integer(core ?? '');
  if (coreVersion === undefined) return invalid;
  if (coreVersion !== 1n) return 'CORE_VERSION_UNSUPPORTED';
  const version = integer(app ?? '');
  if (version === undefined) return invalid;
  if (!hostVersions.some((own) => BigInt(own) === version)) return 'VERSION_MISMATCH';
  if (network === 'tcp') {
    if (!isHostAndPort(address ?? '')) return invalid;
  } else if (network !== 'unix') return 'NETWORK_UNSUPPORTED';
  if (protocol !== 'grpc') return 'PROTOCOL_UNSUPPORTED';
  if (certificate !== undefined && certificate.length > 50) {
    if (!input.tls || !isCertificate(certificate)) return 'CERTIFICATE_INVALID';
  }
  if (input.multiplex && !['1', 't', 'T', 'TRUE', 'true', 'True'].includes(multiplex ?? '')) return 'MUX_NOT_SUPPORTED';
  return 'accepted';
}

function trim(bytes: string): string {
  let text = bytes;
  for (let white; (white = whiteBytes.find((each) => text.startsWith(each))) !== undefined;)
    text = text.slice(white.length);
  for (let white; (white = whiteBytes.find((each) => text.endsWith(each))) !== undefined;)
    text = text.slice(0, -white.length);
  return text;
}

function integer(text: string): bigint | undefined {
  const sign = text.startsWith('-') ? -1n : 1n;
  const rest = text.startsWith('-') || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '') return undefined;
  let value = 0n;
  for (const character of rest) {
    const digit = digits.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 10n + BigInt(digit);
  }
  value *= sign;
  return value > 2n ** 63n - 1n || value < -(2n ** 63n) ? undefined : value;
}

function isHostAndPort(address: string): boolean {
  const colon = address.lastIndexOf(':');
  if (colon < 0) return false;
  const port = address.slice(colon + 1);
  if (
    port === '' ||
    port.length > 5 ||
    integer(port) === undefined ||
    port.startsWith('+') ||
    port.startsWith('-') ||
    Number(port) > 65_535
  )
    return false;
  const host = address.slice(0, colon);
  const inner = host.startsWith('[') && host.endsWith(']') && host.length > 1 ? host.slice(1, -1) : host;
  if (inner.includes('[') || inner.includes(']')) return false;
  return inner === host ? !host.includes(':') : true;
}
