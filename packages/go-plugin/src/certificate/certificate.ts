import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { GoPluginError } from '../errors/go-plugin-error.js';
import {
  bitString,
  boolean,
  integer,
  objectIdentifier,
  octetString,
  printableString,
  sequence,
  setOfOne,
  tagged,
  time,
} from './der.js';

/** A certificate with its key, made for one process and one connection. The key is never written to a file. */
export interface Certificate {
  /** PEM with a final newline. `PLUGIN_CLIENT_CERT` carries it. */
  readonly certificatePem: string;
  /** SEC1 PEM (`EC PRIVATE KEY`). Secret. */
  readonly privateKeyPem: string;
  /** DER. The handshake line carries it in base64 without padding. */
  readonly certificateDer: Buffer;
}

/** The three NIST curves. go-plugin uses P-521, and accepts any of them from its peer. */
export type CertificateCurve = 'P-256' | 'P-384' | 'P-521';

/** The options of a certificate. */
export interface CertificateOptions {
  /** Default: `P-521`, as in go-plugin. */
  readonly curve?: CertificateCurve | undefined;
  /** The start of the validity. Default: now. */
  readonly now?: Date | undefined;
}

interface CurveProfile {
  readonly digest: string;
  readonly signatureAlgorithm: string;
  /** Bytes of an uncompressed point, which end the SubjectPublicKeyInfo. */
  readonly pointLength: number;
}

const curves: Readonly<Record<CertificateCurve, CurveProfile>> = {
  'P-256': { digest: 'sha256', signatureAlgorithm: '1.2.840.10045.4.3.2', pointLength: 65 },
  'P-384': { digest: 'sha384', signatureAlgorithm: '1.2.840.10045.4.3.3', pointLength: 97 },
  'P-521': { digest: 'sha512', signatureAlgorithm: '1.2.840.10045.4.3.4', pointLength: 133 },
};

const startsBeforeMs = 30_000;
const validForMs = 262_980 * 3_600_000;

// digitalSignature (bit 0), keyEncipherment (2), keyAgreement (4), keyCertSign (5); the last two bits are unused.
const keyUsageBits = Buffer.from([0b1010_1100]);

/**
 * Creates a self-signed certificate with the profile of go-plugin's AutoMTLS: subject `O=HashiCorp, CN=localhost`,
 * valid from 30 s ago for 262,980 h, usable by client and server alike, SAN `DNS:localhost`. About 4 ms.
 * @throws GoPluginError `CONFIG_INVALID` on a runtime whose TLS cannot speak to go-plugin (Electron, Bun)
 */
export function createCertificate(options: CertificateOptions = {}): Certificate {
  assertTlsRuntime();
  const profile = curves[options.curve ?? 'P-521'];
  const now = (options.now ?? new Date()).getTime();
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: options.curve ?? 'P-521' });
  const toBeSigned = buildToBeSigned(publicKey, profile, new Date(now - startsBeforeMs), new Date(now + validForMs));
  const certificateDer = sequence(
    toBeSigned,
    sequence(objectIdentifier(profile.signatureAlgorithm)),
    bitString(sign(profile.digest, toBeSigned, privateKey)),
  );
  return {
    certificateDer,
    certificatePem: certificatePemOf(certificateDer),
    privateKeyPem: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  };
}

/** The PEM form of a DER certificate, with a newline at its end as Go writes it. */
export function certificatePemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/**
 * AutoMTLS needs OpenSSL. BoringSSL does not offer ecdsa_secp521r1_sha512, so Go's certificates would fail in the TLS
 * handshake with an error that does not name the cause.
 * @throws GoPluginError `CONFIG_INVALID`
 */
export function assertTlsRuntime(versions: Readonly<Record<string, string | undefined>> = process.versions): void {
  const name = versions['bun'] !== undefined ? 'Bun' : versions['electron'] !== undefined ? 'Electron' : undefined;
  if (name === undefined && versions['boringssl'] === undefined) return;
  throw new GoPluginError('CONFIG_INVALID', {
    problem: `AutoMTLS needs a Node.js that is built with OpenSSL; the TLS of ${name ?? 'this runtime'} (BoringSSL) does not verify go-plugin's P-521 certificates`,
  });
}

function buildToBeSigned(publicKey: KeyObject, profile: CurveProfile, notBefore: Date, notAfter: Date): Buffer {
  const name = sequence(attribute('2.5.4.10', 'HashiCorp'), attribute('2.5.4.3', 'localhost'));
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  return sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    sequence(objectIdentifier(profile.signatureAlgorithm)),
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    publicKeyInfo,
    tagged(0xa3, extensions(publicKeyInfo.subarray(-profile.pointLength))),
  );
}

/** 127 random bits above a lowest bit that is 1. The number is never zero or negative, because Go 1.23 refuses both. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  bytes.writeUInt8(bytes.readUInt8(15) | 1, 15);
  return bytes;
}

function attribute(type: string, value: string): Buffer {
  return setOfOne(sequence(objectIdentifier(type), printableString(value)));
}

function extensions(publicPoint: Uint8Array): Buffer {
  const keyIdentifier = createHash('sha256').update(publicPoint).digest().subarray(0, 20);
  return sequence(
    extension('2.5.29.15', true, bitString(keyUsageBits, 2)),
    extension(
      '2.5.29.37',
      false,
      sequence(objectIdentifier('1.3.6.1.5.5.7.3.2'), objectIdentifier('1.3.6.1.5.5.7.3.1')),
    ),
    extension('2.5.29.19', true, sequence(boolean(true))),
    extension('2.5.29.14', false, octetString(keyIdentifier)),
    extension('2.5.29.17', false, sequence(tagged(0x82, Buffer.from('localhost', 'ascii')))),
  );
}

function extension(type: string, critical: boolean, value: Uint8Array): Buffer {
  const flag = critical ? [boolean(true)] : [];
  return sequence(objectIdentifier(type), ...flag, octetString(value));
}
