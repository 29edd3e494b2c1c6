import type { ArchiveHash } from './archive-hash.js';
import { platformText, type Platform } from './platform.js';
import { compareVersions, parseVersion } from './version.js';
import { satisfies, type VersionConstraint } from './version-constraint.js';

/** A version that a source has published. */
export interface PublishedVersion {
  /** Without a `v` before it. */
  readonly version: string;
  /** Whether only who asks for pre-releases gets it. */
  readonly isPrerelease: boolean;
  /** The names that its registry gives to it, such as `next`. @default none */
  readonly tags?: readonly string[] | undefined;
}

/** One archive of a release. */
export interface ReleaseAsset {
  /** The name of the file. */
  readonly name: string;
  /** Where it is fetched from. */
  readonly url: string;
  /** Absent: for every platform. */
  readonly platform?: Platform | undefined;
  /** Bytes, where the source says how many. */
  readonly size?: number | undefined;
  /** What it must hash to: all of them. Without any, it cannot be fetched. */
  readonly hashes: readonly ArchiveHash[];
}

/** A file of a release as it was published, to the byte: a signature is one of bytes. */
export interface ReleaseFile {
  /** The name of the file. */
  readonly name: string;
  /** All of it. */
  readonly bytes: Uint8Array;
}

/** A version of a plugin with all archives that it was published with. */
export interface PluginRelease {
  /** Where it comes from, as `sourceText` writes it. */
  readonly repository: string;
  /** Without a `v` before it. Absent for a URL, which has no versions. */
  readonly version?: string | undefined;
  /** Its archives. */
  readonly assets: readonly ReleaseAsset[];
  /** The file with the checksums, where the source has one. npm has none: its registry knows the hash of each package. */
  readonly checksums?: ReleaseFile | undefined;
  /** What is beside the checksum file to show who made it, where there is something. */
  readonly signature?: ReleaseFile | undefined;
  /** What a user should know before it is installed. */
  readonly notes: readonly string[];
}

/** A repository that a search has found. */
export interface PluginListing {
  /** What can be installed: `owner/repo`. */
  readonly name: string;
  /** As its repository says. May be empty. */
  readonly description: string;
  /** How many users of GitHub have marked it. */
  readonly stars: number;
}

/** Which versions may be chosen. */
export interface VersionChoice {
  readonly constraint?: VersionConstraint | undefined;
  /** The version with this name, and no other. */
  readonly tag?: string | undefined;
  /** Pre-releases as well. One that the constraint names is always taken. */
  readonly preReleases?: boolean | undefined;
}

/** The newest version that may be chosen. What is not a version, such as a tag `nightly`, never is. */
export function newestVersion<V extends PublishedVersion>(
  published: readonly V[],
  { constraint, tag, preReleases = false }: VersionChoice = {},
): V | undefined {
  if (tag !== undefined) return published.find(({ tags = [] }) => tags.includes(tag));
  const named = constraint?.some(({ operator, version }) => operator === '==' || version.prerelease !== '') ?? false;
  return published
    .flatMap((entry) => {
      const version = parseVersion(entry.version);
      return version === undefined ? [] : [{ entry, version }];
    })
    .filter(({ entry, version }) => preReleases || named || !(entry.isPrerelease || version.prerelease !== ''))
    .filter(({ version }) => constraint === undefined || satisfies(version, constraint))
    .sort((a, b) => compareVersions(b.version, a.version))[0]?.entry;
}

/**
 * The archive for a platform: the one that is named after it, as in AWF, or the only one that is for every platform. Undefined where there is none.
 */
export function assetFor(assets: readonly ReleaseAsset[], platform: Platform): ReleaseAsset | undefined {
  const wanted = platformText(platform);
  const own = assets.filter((asset) => asset.platform !== undefined && platformText(asset.platform) === wanted);
  if (own.length > 0) return own.find(({ name }) => name.endsWith('.tar.gz')) ?? own[0];
  const forAll = assets.filter((asset) => asset.platform === undefined);
  return forAll.length === 1 ? forAll[0] : undefined;
}
