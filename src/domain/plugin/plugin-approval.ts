/** What a plugin consisted of when the user approved it, for example by installing it. */
export interface PluginApproval {
  /** Hex SHA-256 of its program, as AWF records it. */
  readonly checksum: string;
  /** Hash of all that it consists of, `h1:` and base64. Undefined for a checksum of AWF, which covers the program alone. */
  readonly contents?: string | undefined;
}

/** What a plugin consists of now. */
export interface PluginContents {
  /** Hex SHA-256 of its program. */
  readonly checksum: string;
  /** Hash of all that it consists of. */
  readonly contents: string;
}

/** Where an installed plugin came from. */
export interface PluginOrigin {
  /** `owner/repo`, a URL, `npm:name` or the path of a folder or an archive. */
  readonly repository: string;
  /** The version that the source gives it or, where a source has no versions, the one in its manifest. */
  readonly version: string;
  /** The versions that updates may choose from, as in `^1.2.0`. Absent: all of them. */
  readonly wanted?: string | undefined;
  /** The hash of the archive that it was installed from, such as `sha256:...`, where that was checked. */
  readonly archive?: string | undefined;
  /** ISO 8601: when it was first installed. */
  readonly installedAt: string;
  /** ISO 8601: when this version was installed. */
  readonly updatedAt: string;
}

/** The text of a hash of a plugin's contents: the form of Go's `dirhash`. */
export const isContentsHash = (text: string): boolean => /^h1:[A-Za-z0-9+/]{43}=$/u.test(text);

/** Whether a plugin is one that was approved. */
export const matchesApproval = (found: PluginContents, { checksum, contents }: PluginApproval): boolean =>
  checksum.toLowerCase() === found.checksum && (contents === undefined || contents === found.contents);

/** How a plugin differs from an approval: in its program or, where that is the same, in what else it consists of. */
export interface Difference {
  readonly part: 'program' | 'contents';
  readonly expected: string | undefined;
  readonly actual: string;
}

/** Compares a plugin with an approval that it does not match. */
export const differenceFrom = (found: PluginContents, approval: PluginApproval | undefined): Difference =>
  approval?.checksum === found.checksum
    ? { part: 'contents', expected: approval.contents, actual: found.contents }
    : { part: 'program', expected: approval?.checksum, actual: found.checksum };
