/** A version as manifests and hosts write it: `1.2.3` or `1.2.3-rc.1`. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** The part after the dash. Empty for a release. */
  readonly prerelease: string;
}

const pattern = /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z.-]+))?$/;

/** Reads a version; a leading `v` is allowed, leading zeros are not. Undefined when it is none. */
export function parseVersion(text: string): Version | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch, prerelease = ''] = match;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease };
}

/**
 * Negative, zero or positive, as sort functions have it. A pre-release is lower than its release, and two of them compare
 * letter by letter, as AWF does: `rc.10` comes before `rc.9`.
 */
export function compareVersions(a: Version, b: Version): number {
  const numbers = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (numbers !== 0 || a.prerelease === b.prerelease) return numbers;
  if (a.prerelease === '') return 1;
  if (b.prerelease === '') return -1;
  return a.prerelease < b.prerelease ? -1 : 1;
}

const development: Version = { major: 999, minor: 0, patch: 0, prerelease: '' };

/** The version that plugins are checked against. A build without a proper version counts as 999.0.0: it is newer than all. */
export const hostVersionOf = (text: string): Version => parseVersion(text) ?? development;
