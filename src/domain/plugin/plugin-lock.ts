import { didYouMean } from '../did-you-mean.js';
import { isSameSource } from './plugin-source.js';

/** The plugins of a project, as its team has agreed on them, by name. */
export type PluginLock = ReadonlyMap<string, LockedPlugin>;

/** What one plugin must be. */
export interface LockedPlugin {
  /** Where it comes from: `owner/repo`, `npm:name`, a URL, or a path that is relative to the folder of the project. */
  readonly source: string;
  /** The version that the source gives it or, where a source has no versions, the one in its manifest. */
  readonly version: string;
  /** The key that has signed it, as `formatSigningKey` writes it. Absent: nobody has to sign it. */
  readonly key?: string | undefined;
  /**
   * The hashes of each platform, by names such as `linux_amd64`, and {@link anyPlatform}. `sha256:` and `sha512:` are those of archives, of which any
   * may be installed; `h1:` is that of the installed plugin, where the platform was installed before.
   */
  readonly platforms: ReadonlyMap<string, readonly string[]>;
}

/** The platform of an archive that is for all of them. */
export const anyPlatform = 'any';

/** The newest format of a lock file that is understood. */
export const lockVersion = 1;

/** Whether a hash is that of an archive, not of an installed plugin. */
export const isArchiveHash = (hash: string): boolean => !hash.startsWith('h1:');

/** What is wrong with a hash in a lock, if anything. */
export const lockHashProblem = (hash: string): string | undefined =>
  /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|h1:[A-Za-z0-9+/]{43}=)$/u.test(hash)
    ? undefined
    : 'must be a hash: sha256: and 64 hexadecimal digits, sha512: and 128, or h1: and base64';

/** What is wrong with the name of a platform, if anything. */
export const platformProblem = (name: string): string | undefined =>
  name === anyPlatform || /^[a-z0-9]+_[a-z0-9]+$/u.test(name)
    ? undefined
    : `must be a platform such as linux_amd64, or ${anyPlatform}${didYouMean(name, [anyPlatform])}`;

/** Hashes without those that occur twice, in the order in which they are written. */
export const sortedHashes = (hashes: readonly string[]): readonly string[] => [...new Set(hashes)].sort();

/** What was found of a plugin. */
export interface FoundPlugin {
  readonly version: string;
  /** The name of the platform that it is for. */
  readonly platform: string;
  /** The hash of the archive that it was installed from, where that is known. */
  readonly archive?: readonly string[] | undefined;
  /** The hash of what it consists of, where it is installed. */
  readonly contents?: string | undefined;
}

/** How a plugin differs from what the lock says. */
export interface LockDifference {
  readonly problem: string;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
}

/**
 * Compares a plugin with its entry in the lock. Hashes decide, and something of it must be known there: a plugin that shares no hash with the entry
 * differs. Undefined for one that does not.
 */
export function differenceFromLock(locked: LockedPlugin, found: FoundPlugin): LockDifference | undefined {
  const difference = hashDifference(locked, found);
  return difference !== undefined && found.version !== locked.version
    ? differs('it has another version', [locked.version], found.version)
    : difference;
}

function hashDifference({ platforms }: LockedPlugin, found: FoundPlugin): LockDifference | undefined {
  const { platform, archive = [], contents } = found;
  const hashes = platforms.get(platform) ?? platforms.get(anyPlatform);
  if (hashes === undefined)
    return { problem: `the lock has no hash for ${platform}; it has: ${[...platforms.keys()].join(', ')}` };
  const archives = hashes.filter((hash) => isArchiveHash(hash) && archive.some((own) => kindOf(own) === kindOf(hash)));
  if (archives.length > 0 && !archive.some((own) => archives.includes(own)))
    return differs('its archive is another one', archives, archive.join(', '));
  const installed = hashes.filter((hash) => !isArchiveHash(hash));
  if (contents !== undefined && installed.length > 0)
    return installed.includes(contents) ? undefined : differs('its content is another one', installed, contents);
  if (archives.length > 0) return undefined;
  return { problem: `nobody can tell, because the lock has no hash of its content on ${platform}` };
}

const kindOf = (hash: string): string => hash.slice(0, hash.indexOf(':'));

const differs = (problem: string, expected: readonly string[], actual: string): LockDifference => ({
  problem,
  expected: expected.join(' or '),
  actual,
});

/**
 * The entry of a plugin that has been installed, after one that there was before. What is known about the same archives of the same version stays.
 * Everything else is forgotten: an archive that was exchanged must not leave the old hash beside the new one.
 */
export function lockedAgain(before: LockedPlugin | undefined, now: LockedPlugin): LockedPlugin {
  if (before?.version !== now.version || !isSameSource(before.source, now.source)) return now;
  const platforms = new Map(before.platforms);
  for (const [platform, hashes] of now.platforms) {
    const known = platforms.get(platform) ?? [];
    const isSame = known.some((hash) => isArchiveHash(hash) && hashes.includes(hash));
    platforms.set(platform, sortedHashes(isSame ? [...known, ...hashes] : hashes));
  }
  return { ...now, key: now.key ?? before.key, platforms };
}
