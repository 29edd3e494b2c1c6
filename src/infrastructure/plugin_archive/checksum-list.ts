/** A line of a checksum file, as `sha256sum` writes and reads it. */
export interface ListedChecksum {
  readonly name: string;
  /** Hex. */
  readonly sha256: string;
}

/** The lines of a checksum file that can be understood. A star before a name means that the file was read as bytes. */
export const parseChecksums = (text: string): readonly ListedChecksum[] =>
  text.split('\n').flatMap((line) => {
    const [, sha256, name] = /^([0-9a-f]{64}) [ *](\S.*)$/u.exec(line.trimEnd()) ?? [];
    return sha256 === undefined || name === undefined ? [] : [{ name, sha256 }];
  });

/** The text of a checksum file, in the order of the names. */
export const formatChecksums = (checksums: readonly ListedChecksum[]): string =>
  [...checksums]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('');
