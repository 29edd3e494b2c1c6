import { algorithm, fromBase64, type SigningKey } from './signing-key.js';

/** A detached signature of Ed25519. */
export interface Signature {
  /** Its 64 bytes. */
  readonly bytes: Uint8Array;
  /** Whether the BLAKE2b-512 of the file is signed, as minisign does, and not the file itself. */
  readonly isPrehashed: boolean;
  /** The number of the key, in a signature of minisign. */
  readonly keyId?: Uint8Array;
  /** What minisign signs beside the file: a comment, which is signed together with the signature. */
  readonly comment?: { readonly text: string; readonly bytes: Uint8Array };
}

/** A signature, or what is wrong with its text. */
export type ParsedSignature =
  { readonly ok: true; readonly signature: Signature } | { readonly ok: false; readonly problem: string };

/** How the signature of a file may be called: minisign's, and that of other tools. The first that exists counts. */
export const signatureSuffixes = ['.minisig', '.sig'] as const;

const longest = 8_192;
const untrusted = 'untrusted comment:';
const trusted = 'trusted comment: ';
const prehashed = [0x45, 0x44] as const;

/**
 * Reads a signature: the file that minisign or signify writes, or the 64 bytes alone, as they are or in base64.
 * @param file what the file holds
 */
export function parseSignature(file: Uint8Array): ParsedSignature {
  if (file.length === 64) return { ok: true, signature: { bytes: file, isPrehashed: false } };
  if (file.length > longest) return refused('is too long');
  const lines = new TextDecoder().decode(file).trimEnd().split(/\r?\n/u);
  const [first = '', second = '', third, fourth = '', ...more] = lines;
  if (!first.startsWith(untrusted)) return lines.length === 1 ? fromPlain(fromBase64(first.trim())) : refused(broken);
  const signature = fromMinisign(fromBase64(second));
  if (signature === undefined || more.length > 0) return refused(broken);
  // Signify signs no comment.
  if (third === undefined) return { ok: true, signature };
  const bytes = fromBase64(fourth);
  if (!third.startsWith(trusted) || bytes?.length !== 64) return refused(broken);
  return { ok: true, signature: { ...signature, comment: { text: third.slice(trusted.length), bytes } } };
}

const broken = 'is not a signature of minisign, or of 64 bytes';

function fromPlain(bytes: Uint8Array | undefined): ParsedSignature {
  return bytes?.length === 64 ? { ok: true, signature: { bytes, isPrehashed: false } } : refused(broken);
}

function fromMinisign(bytes: Uint8Array | undefined): Signature | undefined {
  if (bytes?.length !== 74) return undefined;
  const begins = (mark: readonly number[]): boolean => mark.every((byte, index) => bytes[index] === byte);
  if (!begins(algorithm) && !begins(prehashed)) return undefined;
  return { bytes: bytes.subarray(10), keyId: bytes.subarray(2, 10), isPrehashed: begins(prehashed) };
}

const refused = (problem: string): ParsedSignature => ({ ok: false, problem });

/** Whether a signature says that another key has made it. One without a number says nothing. */
export const namesOtherKey = ({ keyId }: Signature, { id }: SigningKey): boolean =>
  keyId !== undefined && id !== undefined && keyId.some((byte, index) => byte !== id[index]);
