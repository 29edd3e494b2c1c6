import { join } from 'node:path';
import { limitCall, type LimitErrors } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type {
  PluginListing,
  PluginRelease,
  PublishedVersion,
  ReleaseAsset,
} from '../../domain/plugin/plugin-release.js';
import { parsePluginSource, sourceText, type RemoteSource } from '../../domain/plugin/plugin-source.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { FetchedAsset, FetchOptions, PluginReleases, ResolveOptions } from '../../ports/plugin-releases.js';
import { ArchiveDownloads, type DownloadOptions } from './archive-download.js';
import { DownloadFolder } from './download-folder.js';
import { GitHubApi, type GitHubSettings } from './github-api.js';
import { GitHubIndex } from './github-index.js';
import { HttpClient, type HttpOptions } from './http-client.js';
import { NpmIndex } from './npm-index.js';
import { NpmSettings, type NpmPlaces } from './npm-settings.js';
import { ReleaseCache } from './release-cache.js';
import type { ReleaseIndex } from './release-index.js';
import { UrlIndex } from './url-index.js';

/** Options of {@link NetworkReleases}. */
export interface NetworkOptions extends HttpOptions, DownloadOptions {
  /** Where archives, and what is known of releases, are kept. */
  readonly cacheFolder: string;
  readonly github: GitHubSettings;
  /** Where npm's settings are read from. */
  readonly npm: NpmPlaces;
}

/** Finds plugins at GitHub, in the npm registry and at URLs. What it has found and fetched is kept, and found again offline. */
export class NetworkReleases implements PluginReleases {
  readonly #github: GitHubIndex;
  readonly #npm: NpmIndex;
  readonly #url: UrlIndex;
  readonly #downloads: ArchiveDownloads;
  readonly #cache: ReleaseCache;
  readonly #offline: boolean;

  constructor(options: NetworkOptions) {
    const { cacheFolder, github, npm, offline = false } = options;
    const http = new HttpClient(options);
    this.#github = new GitHubIndex(new GitHubApi(http, github));
    this.#npm = new NpmIndex(
      http,
      onceRead((signal) => NpmSettings.read(npm, signal)),
      options.proxies,
    );
    this.#url = new UrlIndex(http);
    this.#downloads = new ArchiveDownloads(http, new DownloadFolder(join(cacheFolder, 'downloads')), options);
    this.#cache = new ReleaseCache(join(cacheFolder, 'releases'));
    this.#offline = offline;
  }

  list(source: RemoteSource, options: CallOptions = {}): Promise<readonly PublishedVersion[]> {
    return limited(sourceText(source), 'list', options, async (signal) => {
      if (this.#offline) return this.#cache.list(source, signal);
      const versions = await this.#indexOf(source).list(source, signal);
      await this.#cache.keep(source, { versions }, signal);
      return versions;
    });
  }

  resolve(source: RemoteSource, options: ResolveOptions = {}): Promise<PluginRelease> {
    const { preReleases = false } = options;
    return limited(sourceText(source), 'install', options, async (signal) => {
      if (this.#offline) return this.#cache.resolve(source, preReleases, signal);
      const index = this.#indexOf(source);
      const release = await index.resolve(source, preReleases, signal);
      await this.#cache.keep(source, { versions: await index.list(source, signal), release }, signal);
      return release;
    });
  }

  fetch(release: PluginRelease, asset: ReleaseAsset, options: FetchOptions = {}): Promise<FetchedAsset> {
    const { repository } = release;
    const { onProgress } = options;
    return limited(repository, 'install', options, async (signal) => {
      const source = sourceOf(repository);
      const request = await this.#indexOf(source).requestFor(source, asset);
      const { path, size } = await this.#downloads.fetch({ asset, request, repository, onProgress }, signal);
      // It stays where it is, for the next time.
      return { path, size, [Symbol.asyncDispose]: () => Promise.resolve() };
    });
  }

  search(text: string, options: CallOptions = {}): Promise<readonly PluginListing[]> {
    return limited('*', 'search', options, (signal) => {
      if (this.#offline) throw new AwfError('SYSTEM.NETWORK.OFFLINE', { what: 'the list of all plugins' });
      return this.#github.search(text, signal);
    });
  }

  #indexOf({ kind }: RemoteSource): ReleaseIndex {
    const index = { github: this.#github, npm: this.#npm, url: this.#url }[kind];
    return index;
  }
}

/** The source that a release names. */
function sourceOf(repository: string): RemoteSource {
  const parsed = parsePluginSource(repository);
  if (parsed.ok && parsed.source.kind !== 'path') return parsed.source;
  throw new AwfError('USER.INPUT.PLUGIN_SOURCE', { source: repository, problem: 'it is not a source to fetch from' });
}

/** Waits for the work itself, so that nothing of it is left when a call that was canceled returns. */
async function limited<T>(
  plugin: string,
  call: string,
  options: CallOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const errors: LimitErrors = {
    canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call }, { cause }),
    late: (timeoutMs) => new AwfError('SYSTEM.NETWORK.TIMEOUT', { url: plugin, timeoutMs }),
  };
  using limit = limitCall(options, errors);
  limit.signal.throwIfAborted();
  try {
    return await work(limit.signal);
  } catch (error) {
    limit.signal.throwIfAborted();
    throw error;
  }
}

/** Reads once, and again after a failure. */
function onceRead<T>(read: (signal: AbortSignal) => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let value: T | undefined;
  return async (signal = new AbortController().signal) => (value ??= await read(signal));
}
