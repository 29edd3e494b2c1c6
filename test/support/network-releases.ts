import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePluginSource, type RemoteSource } from '../../src/domain/plugin/plugin-source.js';
import { NetworkReleases, type NetworkOptions } from '../../src/infrastructure/plugin_releases/network-releases.js';
import type { FetchedAsset, FetchOptions } from '../../src/ports/plugin-releases.js';
import { ReleaseServer } from './release-server.js';

/** A server, a cache, and the adapter between them. Disposing ends and removes everything. */
export class NetworkSandbox implements AsyncDisposable {
  private constructor(
    readonly server: ReleaseServer,
    readonly folder: string,
  ) {}

  static async create(): Promise<NetworkSandbox> {
    return new NetworkSandbox(await ReleaseServer.start(), await mkdtemp(join(tmpdir(), 'awf-network-')));
  }

  /** A new adapter over the same cache, as a later command has it. */
  releases(options: Partial<NetworkOptions> & { readonly token?: string } = {}): NetworkReleases {
    const { folder, server } = this;
    return new NetworkReleases({
      cacheFolder: folder,
      userAgent: 'awf-plugins',
      github: { apiUrl: server.url, token: options.token },
      npm: { cwd: () => folder, env: { HOME: folder, npm_config_registry: server.url } },
      pauseMs: 1,
      ...options,
    });
  }

  /** Resolves a source, and fetches its first archive. */
  async fetch(text: string, options: FetchOptions = {}, releases = this.releases()): Promise<FetchedAsset> {
    const release = await releases.resolve(remoteSource(text));
    const [asset] = release.assets;
    if (asset === undefined) throw new Error('the release has no archive');
    return releases.fetch(release, asset, options);
  }

  /** The parts of downloads that are kept. */
  parts(): Promise<readonly string[]> {
    return readdir(join(this.folder, 'downloads', 'parts')).catch(() => []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true });
  }
}

/** The source that a text names. */
export function remoteSource(text: string): RemoteSource {
  const parsed = parsePluginSource(text);
  if (!parsed.ok || parsed.source.kind === 'path') throw new TypeError(text);
  return parsed.source;
}
