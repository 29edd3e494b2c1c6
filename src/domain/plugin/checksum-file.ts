import { signatureSuffixes } from './signature.js';
import { hashOf, type ArchiveHash } from './archive-hash.js';

/** What a checksum file says, by the names of files, or what is wrong with it. */
export type ParsedChecksums =
  | { readonly ok: true; readonly hashes: ReadonlyMap<string, ArchiveHash> }
  | { readonly ok: false; readonly line: number; readonly problem: string };

/** Whether a file in a release holds checksums, by its name: AWF's rule. */
export function isChecksumFile(name: string): boolean {
  const small = name.toLowerCase();
  return small.endsWith('checksums.txt') || small === 'sha256sums' || small.endsWith('sha256sums.txt');
}

/** How the signature of a checksum file may be called. The first that exists counts. */
export const signatureNamesOf = (checksums: string): readonly string[] =>
  signatureSuffixes.map((suffix) => `${checksums}${suffix}`);

/**
 * Reads a checksum file as `sha256sum` writes it: a line for each file, with the hash, two blanks or a blank and an asterisk, and the name. Lines
 * that say anything else are passed over, as AWF does. A file with two hashes is wrong, because nobody knows which one counts.
 */
export function parseChecksums(text: string): ParsedChecksums {
  const hashes = new Map<string, ArchiveHash>();
  for (const [index, line] of text.split('\n').entries()) {
    const blank = line.search(/[ \t]/u);
    if (blank < 0) continue;
    const hash = hashOf('sha256', line.slice(0, blank));
    const name = nameIn(line.slice(blank));
    if (hash === undefined || name === '') continue;
    const known = hashes.get(name);
    if (known !== undefined && known.hex !== hash.hex)
      return { ok: false, line: index + 1, problem: `${name} has two checksums` };
    hashes.set(name, hash);
  }
  return { ok: true, hashes };
}

/** The name after the blanks. An asterisk before it means that the file was read as it is, and belongs to the format. */
function nameIn(rest: string): string {
  const name = rest.trim();
  return name.startsWith('*') ? name.slice(1) : name;
}

/** The text of a checksum file, in the order of the names, as {@link parseChecksums} and `sha256sum` read it. */
export const formatChecksums = (hashes: ReadonlyMap<string, ArchiveHash>): string =>
  [...hashes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { hex }]) => `${hex}  ${name}\n`)
    .join('');
