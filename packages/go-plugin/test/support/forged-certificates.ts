import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { certificatePemOf, type Certificate } from '../../src/certificate/certificate.js';
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
} from '../../src/certificate/der.js';

/** How a certificate can be invalid or unusual. */
export interface Forgery {
  readonly key?: 'P-256' | 'P-384' | 'P-521' | 'RSA' | undefined;
  readonly notBefore?: Date | undefined;
  readonly notAfter?: Date | undefined;
  /** The DNS name of the SAN; null for no SAN. Default `localhost`. */
  readonly san?: string | null | undefined;
  readonly serial?: 'positive' | 'negative' | undefined;
}

const year = 365 * 86_400_000;
const algorithms = {
  'P-256': ['1.2.840.10045.4.3.2', 'sha256'],
  'P-384': ['1.2.840.10045.4.3.3', 'sha384'],
  'P-521': ['1.2.840.10045.4.3.4', 'sha512'],
  RSA: ['1.2.840.113549.1.1.11', 'sha256'],
} as const;

/** A self-signed certificate of go-plugin's profile, apart from the forgery. */
export function forgeCertificate(forgery: Forgery = {}): Certificate {
  const { key = 'P-256', san = 'localhost' } = forgery;
  const { publicKey, privateKey } = keysOf(key);
  const [algorithm, digest] = algorithms[key];
  // RSA's algorithm has a parameter, NULL.
  const signatureAlgorithm = sequence(objectIdentifier(algorithm), ...(key === 'RSA' ? [tagged(0x05)] : []));
  const name = sequence(
    setOfOne(sequence(objectIdentifier('2.5.4.10'), printableString('HashiCorp'))),
    setOfOne(sequence(objectIdentifier('2.5.4.3'), printableString('localhost'))),
  );
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const toBeSigned = sequence(
    tagged(0xa0, integer(Buffer.of(2))),
    forgery.serial === 'negative' ? tagged(0x02, Buffer.of(0x80, 0x01)) : integer(Buffer.of(0x11, 0x22)),
    signatureAlgorithm,
    name,
    sequence(
      time(forgery.notBefore ?? new Date(Date.now() - 30_000)),
      time(forgery.notAfter ?? new Date(Date.now() + year)),
    ),
    name,
    publicKeyInfo,
    tagged(0xa3, extensions(publicKeyInfo, san)),
  );
  const certificateDer = sequence(toBeSigned, signatureAlgorithm, bitString(sign(digest, toBeSigned, privateKey)));
  return {
    certificateDer,
    certificatePem: certificatePemOf(certificateDer),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** One that was good until yesterday. */
export const expired = { notBefore: new Date(Date.now() - year), notAfter: new Date(Date.now() - 86_400_000) };
/** One that will be good tomorrow. */
export const early = { notBefore: new Date(Date.now() + 86_400_000) };

function keysOf(key: NonNullable<Forgery['key']>): { publicKey: KeyObject; privateKey: KeyObject } {
  return key === 'RSA'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: key });
}

function extensions(publicKeyInfo: Buffer, san: string | null): Buffer {
  const extension = (type: string, value: Uint8Array, critical = false): Buffer =>
    sequence(objectIdentifier(type), ...(critical ? [boolean(true)] : []), octetString(value));
  return sequence(
    extension('2.5.29.15', bitString(Buffer.of(0b1010_1100), 2), true),
    extension('2.5.29.37', sequence(objectIdentifier('1.3.6.1.5.5.7.3.2'), objectIdentifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.19', sequence(boolean(true)), true),
    extension('2.5.29.14', octetString(createHash('sha256').update(publicKeyInfo).digest().subarray(0, 20))),
    ...(san === null ? [] : [extension('2.5.29.17', sequence(tagged(0x82, Buffer.from(san))))]),
  );
}
