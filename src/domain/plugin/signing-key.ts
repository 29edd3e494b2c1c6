/** A public key of Ed25519. */
export interface SigningKey {
  /** The 32 bytes of the key. */
  readonly bytes: Uint8Array;
  /** The number that minisign gives a key, 8 bytes; undefined for a key that is not one of minisign. */
  readonly id?: Uint8Array;
}

/** A key, or what is wrong with its text. */
export type ParsedKey =
  { readonly ok: true; readonly key: SigningKey } | { readonly ok: false; readonly problem: string };

/** How a key is written for people: what minisign shows, or the base64 of its bytes. The same for each key, however it was given. */
export const formatSigningKey = ({ bytes, id }: SigningKey): string =>
  toBase64(id === undefined ? bytes : new Uint8Array([...algorithm, ...id, ...bytes]));

/** Whether two keys can have made the same signatures. */
export const isSameKey = (a: SigningKey, b: SigningKey): boolean => toBase64(a.bytes) === toBase64(b.bytes);

/** "Ed", with which minisign and signify begin their keys and signatures. */
export const algorithm = [0x45, 0x64] as const;

/** What RFC 8410 has before the bytes of a public key. */
const derPrefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const comment = 'untrusted comment:';
const pemBegin = '-----BEGIN PUBLIC KEY-----';
const pemEnd = '-----END PUBLIC KEY-----';
/** A key file of minisign has two lines. */
const longest = 4_096;

/** Reads a public key: the file or the line of minisign, the PEM file of openssl, or its 32 bytes in base64. */
export function parseSigningKey(text: string): ParsedKey {
  if (text.length > longest) return refused('is too long for a public key');
  const lines = text.trim().split(/\r?\n/u);
  if (text.includes('PRIVATE KEY') || text.includes('secret key'))
    return refused('is a private key, which nobody else may have; give the public one');
  if (lines[0] === pemBegin) return lines.at(-1) === pemEnd ? fromPem(lines.slice(1, -1).join('')) : refused(broken);
  const [line = '', ...more] = lines[0]?.startsWith(comment) === true ? lines.slice(1) : lines;
  if (more.length > 0) return refused(broken);
  return fromBytes(fromBase64(line));
}

const broken = 'is not a public key of minisign, an Ed25519 key in PEM, or 32 bytes in base64';

function fromPem(base64: string): ParsedKey {
  const bytes = fromBase64(base64);
  if (bytes?.length !== derPrefix.length + 32 || derPrefix.some((byte, index) => bytes[index] !== byte))
    return refused('is a key, but not one of Ed25519');
  return { ok: true, key: { bytes: bytes.subarray(derPrefix.length) } };
}

function fromBytes(bytes: Uint8Array | undefined): ParsedKey {
  if (bytes?.length === 32) return { ok: true, key: { bytes } };
  if (bytes?.length !== 42 || algorithm.some((byte, index) => bytes[index] !== byte)) return refused(broken);
  return { ok: true, key: { id: bytes.subarray(2, 10), bytes: bytes.subarray(10) } };
}

const refused = (problem: string): ParsedKey => ({ ok: false, problem });

/** The bytes of a base64 text as it must be written; undefined for any other text. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  // Other texts stand for the same bytes, with bits that are not used.
  return toBase64(bytes) === text ? bytes : undefined;
}

/** Bytes in base64. */
export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
