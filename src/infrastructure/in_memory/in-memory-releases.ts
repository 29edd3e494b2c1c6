import { withinLimits, type LimitErrors } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import {
  newestVersion,
  type PluginListing,
  type PluginRelease,
  type PublishedVersion,
  type ReleaseAsset,
} from '../../domain/plugin/plugin-release.js';
import { sourceText, type RemoteSource } from '../../domain/plugin/plugin-source.js';
import { hashText } from '../../domain/plugin/archive-hash.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { FetchedAsset, FetchOptions, PluginReleases, ResolveOptions } from '../../ports/plugin-releases.js';

/** A release in memory. */
export interface ReleaseInMemory extends PluginRelease {
  readonly isPrerelease?: boolean | undefined;
  /** The names that its registry gives to it. */
  readonly tags?: readonly string[] | undefined;
}

/** An archive in memory. */
export interface ArchiveInMemory {
  /** What `fetch` gives. */
  readonly path: string;
  readonly size: number;
  /** What it really hashes to, as `hashText` writes it. */
  readonly hashes: readonly string[];
}

/** Publishes releases in memory. For tests of what installs plugins. */
export class InMemoryReleases implements PluginReleases {
  readonly releases: ReleaseInMemory[] = [];
  /** By URL. */
  readonly archives = new Map<string, ArchiveInMemory>();
  readonly listings: PluginListing[] = [];

  list(source: RemoteSource, options: CallOptions = {}): Promise<readonly PublishedVersion[]> {
    return within(source, 'list', options, () => this.#versions(source));
  }

  resolve(source: RemoteSource, options: ResolveOptions = {}): Promise<PluginRelease> {
    return within(source, 'install', options, () => {
      const found = this.#of(source);
      if (source.kind === 'url') return found[0] as PluginRelease;
      const choice = { ...source.wanted, preReleases: options.preReleases };
      const newest = newestVersion(this.#versions(source), choice);
      const release = found.find(({ version }) => version === newest?.version);
      if (newest === undefined || release === undefined) throw refusal(source, 'no version of it fits');
      return release;
    });
  }

  fetch({ repository }: PluginRelease, asset: ReleaseAsset, options: FetchOptions = {}): Promise<FetchedAsset> {
    return within({ kind: 'url', url: asset.url }, 'install', options, () => {
      const archive = this.archives.get(asset.url);
      if (archive === undefined)
        throw new AwfError('SYSTEM.NETWORK.REQUEST_FAILED', { url: asset.url, problem: 'does not exist' });
      const wrong = asset.hashes.find((hash) => !archive.hashes.includes(hashText(hash)));
      if (asset.hashes.length === 0 || wrong !== undefined) {
        const expected = wrong === undefined ? undefined : hashText(wrong);
        const details = {
          plugin: repository,
          path: asset.url,
          part: 'archive',
          expected,
          actual: archive.hashes[0],
        } as const;
        throw new AwfError('EXECUTION.PLUGIN.CHECKSUM_MISMATCH', details);
      }
      const { path, size } = archive;
      options.onProgress?.({ received: size, total: size });
      return { path, size, [Symbol.asyncDispose]: () => Promise.resolve() };
    });
  }

  search(text: string, options: CallOptions = {}): Promise<readonly PluginListing[]> {
    return within({ kind: 'url', url: 'memory:' }, 'search', options, () =>
      this.listings
        .filter(({ name, description }) => `${name} ${description}`.includes(text))
        .sort((a, b) => b.stars - a.stars),
    );
  }

  #versions(source: RemoteSource): readonly PublishedVersion[] {
    return this.#of(source).flatMap(({ version, isPrerelease = false, tags }) =>
      version === undefined ? [] : [{ version, isPrerelease, tags }],
    );
  }

  #of(source: RemoteSource): readonly ReleaseInMemory[] {
    const found = this.releases.filter(({ repository }) => repository === sourceText(source));
    if (found.length === 0) throw refusal(source, 'it does not exist');
    return found;
  }
}

const refusal = (source: RemoteSource, problem: string): AwfError =>
  new AwfError('USER.INPUT.PLUGIN_SOURCE', { source: sourceText(source), problem });

const within = <T>(source: RemoteSource, call: string, options: CallOptions, work: () => T): Promise<T> =>
  // In a promise, so that what is thrown rejects.
  withinLimits(options, limits(sourceText(source), call), () => Promise.resolve().then(work));

const limits = (plugin: string, call: string): LimitErrors => ({
  canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call }, { cause }),
  late: (timeoutMs) => new AwfError('SYSTEM.NETWORK.TIMEOUT', { url: plugin, timeoutMs }),
});
