/** The hashes that archives are checked with. The weaker one first. */
export const hashAlgorithms = ['sha256', 'sha512'] as const;
/** One of {@link hashAlgorithms}. */
export type HashAlgorithm = (typeof hashAlgorithms)[number];

/** What an archive must hash to. */
export interface ArchiveHash {
  /** Which hash it is. */
  readonly algorithm: HashAlgorithm;
  /** In small letters. */
  readonly hex: string;
}

const digits: Readonly<Record<HashAlgorithm, number>> = { sha256: 64, sha512: 128 };

/** A hash from its hex digits, in any case. Undefined where they are not those of this algorithm. */
export function hashOf(algorithm: HashAlgorithm, hex: string): ArchiveHash | undefined {
  const isHash = hex.length === digits[algorithm] && /^[0-9a-f]+$/iu.test(hex);
  return isHash ? { algorithm, hex: hex.toLowerCase() } : undefined;
}

/** A hash as a text: `sha256:` and its hex digits. */
export const hashText = ({ algorithm, hex }: ArchiveHash): string => `${algorithm}:${hex}`;

/** Reads what {@link hashText} writes. Undefined for anything else. */
export function parseHash(text: string): ArchiveHash | undefined {
  const [name = '', hex = '', ...rest] = text.split(':');
  const algorithm = hashAlgorithms.find((known) => known === name);
  return algorithm === undefined || rest.length > 0 ? undefined : hashOf(algorithm, hex);
}

/** The strongest of some hashes. Undefined where there is none. */
export const strongestOf = (hashes: readonly ArchiveHash[]): ArchiveHash | undefined =>
  hashes.find(({ algorithm }) => algorithm === 'sha512') ?? hashes[0];
