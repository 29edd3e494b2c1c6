import { isAbsolute, relative, resolve, sep } from 'node:path';
import { AwfError } from '../../../domain/errors/awf-error.js';
import { hashText } from '../../../domain/plugin/archive-hash.js';
import { platformText, type Platform } from '../../../domain/plugin/platform.js';
import { anyPlatform, sortedHashes, type LockedPlugin } from '../../../domain/plugin/plugin-lock.js';
import { assetFor, type PluginRelease, type ReleaseAsset } from '../../../domain/plugin/plugin-release.js';
import {
  parsePluginSource,
  sourceText,
  type PluginSource,
  type RemoteSource,
} from '../../../domain/plugin/plugin-source.js';
import { satisfies } from '../../../domain/plugin/version-constraint.js';
import { parseVersion } from '../../../domain/plugin/version.js';
import { shownUrl } from '../../../domain/shown-url.js';
import type { FetchOptions, PluginReleases } from '../../../ports/plugin-releases.js';
import type { ReleaseTrust } from './release-trust.js';

/** A source whose plugin is on this machine now, and may be installed as far as signatures go. */
export interface OpenedSource extends AsyncDisposable {
  /** The folder or the archive. */
  readonly path: string;
  /** For the record in `plugins.json`. */
  readonly repository: string;
  /** For the lock: the same, but a path is relative to the project. */
  readonly lockedSource: string;
  /** The version that the source gives it. Absent where it has no versions. */
  readonly version?: string | undefined;
  /** The range that the user wants, for later updates. */
  readonly wanted?: string | undefined;
  /** The platform that it is for, by its name in a lock. */
  readonly platform: string;
  /** The hashes of the archive, which have been checked. None for what is on this machine anyway. */
  readonly archive: readonly string[];
  /** The hashes of the archives of all platforms. */
  readonly platforms: ReadonlyMap<string, readonly string[]>;
  /** The key that has signed it. */
  readonly key?: string | undefined;
  /** What a user should know. */
  readonly notes: readonly string[];
}

/** What a user names, as a lock has it. */
export interface NamedSource {
  readonly lockedSource: string;
  /** Whether a version is one that the user wants. */
  readonly allows: (version: string) => boolean;
}

/** What opening sources takes. */
export interface SourceOpenerPorts {
  /** Absent: nothing can be fetched. */
  readonly releases?: PluginReleases | undefined;
  readonly trust: ReleaseTrust;
  readonly platform: Platform;
  /** The folder of the project. Paths are relative to it. */
  readonly project: string;
}

/** How a source is opened. */
export interface OpenOptions extends FetchOptions {
  /** Pre-releases as well. */
  readonly preReleases?: boolean | undefined;
  /** The key that has signed the plugin in the lock. */
  readonly lockedKey?: string | undefined;
  /** Called before anything is fetched. It may throw. */
  readonly accept?: ((found: Omit<OpenedSource, 'path' | keyof AsyncDisposable>) => void) | undefined;
}

/** Brings what a user or a lock names to this machine. */
export class SourceOpener {
  readonly #ports: SourceOpenerPorts;

  constructor(ports: SourceOpenerPorts) {
    this.#ports = ports;
  }

  /**
   * Opens what a user names.
   *
   * @throws AwfError `USER.INPUT.PLUGIN_SOURCE`; what {@link ReleaseTrust.check}, {@link PluginReleases.resolve} and {@link PluginReleases.fetch} throw
   */
  async open(text: string, options: OpenOptions = {}): Promise<OpenedSource> {
    const source = sourceNamed(text);
    return source.kind === 'path' ? this.#openPath(source.path) : this.#openRelease(source, options);
  }

  /** How a lock writes what a user names, and which versions of it the user wants. @throws AwfError `USER.INPUT.PLUGIN_SOURCE` */
  named(text: string): NamedSource {
    const source = sourceNamed(text);
    const { project } = this.#ports;
    if (source.kind === 'path')
      return { lockedSource: relativePath(project, resolve(project, source.path)), allows: () => true };
    const wanted = source.kind === 'url' ? undefined : source.wanted;
    return {
      lockedSource: sourceText(source),
      allows: (version) => {
        const parsed = parseVersion(version);
        // What a registry calls a version may have changed since: then the lock counts.
        if (wanted?.constraint === undefined) return true;
        return parsed !== undefined && satisfies(parsed, wanted.constraint);
      },
    };
  }

  /** Opens the version that a lock names. @throws AwfError as {@link SourceOpener.open} */
  async openLocked({ source, version }: LockedPlugin, options: OpenOptions = {}): Promise<OpenedSource> {
    const named = sourceNamed(source);
    const isPublished = named.kind === 'github' || named.kind === 'npm';
    return this.open(isPublished ? `${source}@${version}` : source, options);
  }

  #openPath(given: string): OpenedSource {
    const { project } = this.#ports;
    const path = resolve(project, given);
    return {
      path,
      repository: path,
      lockedSource: relativePath(project, path),
      platform: anyPlatform,
      archive: [],
      platforms: new Map(),
      notes: [],
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }

  async #openRelease(source: RemoteSource, options: OpenOptions): Promise<OpenedSource> {
    const { releases, trust, platform } = this.#ports;
    if (releases === undefined) throw notFetched(sourceText(source));
    const { signal, timeoutMs, lockedKey } = options;
    const release = await releases.resolve(source, options);
    const asset = assetFor(release.assets, platform);
    if (asset === undefined) throw withoutAsset(release, platform);
    if (asset.hashes.length === 0) throw withoutHash(release, asset);
    const { key, notes } = await trust.check(release, asset, lockedKey, { signal, timeoutMs });
    const found = {
      repository: release.repository,
      lockedSource: release.repository,
      version: release.version,
      wanted: rangeOf(source),
      platform: platformNameOf(asset),
      archive: hashesOf(asset),
      platforms: platformsOf(release.assets),
      key,
      notes: [...release.notes, ...notes],
    };
    options.accept?.(found);
    const fetched = await releases.fetch(release, asset, options);
    return { ...found, path: fetched.path, [Symbol.asyncDispose]: () => fetched[Symbol.asyncDispose]() };
  }
}

function sourceNamed(text: string): PluginSource {
  const parsed = parsePluginSource(text);
  if (parsed.ok) return parsed.source;
  throw new AwfError('USER.INPUT.PLUGIN_SOURCE', { source: shownUrl(text), problem: parsed.problem });
}

const notFetched = (source: string): AwfError =>
  new AwfError('USER.INPUT.PLUGIN_SOURCE', { source, problem: 'nothing is fetched here' });

/** A path that means the same on the machine of everybody who has the project. */
function relativePath(project: string, path: string): string {
  const between = relative(project, path);
  // On another drive of Windows.
  if (isAbsolute(between)) return path;
  const written = between.split(sep).join('/');
  return written.startsWith('../') || written === '..' ? written : `./${written}`.replace(/^\.\/$/u, '.');
}

function withoutAsset({ repository, assets }: PluginRelease, platform: Platform): AwfError {
  const names = [...new Set(assets.map(platformNameOf))].join(', ');
  return new AwfError('USER.INPUT.PLUGIN_SOURCE', {
    source: repository,
    problem: `it has no archive for ${platformText(platform)}; it has: ${names === '' ? 'none' : names}`,
    remedy: 'Ask its author for an archive for this platform.',
  });
}

const withoutHash = ({ repository: source }: PluginRelease, { name }: ReleaseAsset): AwfError =>
  new AwfError('USER.INPUT.PLUGIN_SOURCE', {
    source,
    problem: `its checksum file has no checksum of ${name}`,
    remedy: 'Report it to the author of the plugin.',
  });

/** The range that later updates stay in, or the tag that they follow. An exact version is none: an update is meant to change it. */
function rangeOf(source: RemoteSource): string | undefined {
  if (source.kind === 'url' || source.wanted === undefined) return undefined;
  return source.wanted.constraint?.some(({ operator }) => operator === '==') === true ? undefined : source.wanted.text;
}

const platformNameOf = ({ platform }: ReleaseAsset): string =>
  platform === undefined ? anyPlatform : platformText(platform);

const hashesOf = ({ hashes }: ReleaseAsset): readonly string[] => hashes.map(hashText);

function platformsOf(assets: readonly ReleaseAsset[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const asset of assets) {
    const name = platformNameOf(asset);
    const hashes = sortedHashes([...(found.get(name) ?? []), ...hashesOf(asset)]);
    if (hashes.length > 0) found.set(name, hashes);
  }
  return found;
}
