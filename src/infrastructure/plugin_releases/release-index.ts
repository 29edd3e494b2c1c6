import type { PluginRelease, PublishedVersion, ReleaseAsset } from '../../domain/plugin/plugin-release.js';
import type { RemoteSource } from '../../domain/plugin/plugin-source.js';
import type { HttpRequest } from './http-client.js';

/** Knows the releases of one kind of sources. */
export interface ReleaseIndex<S extends RemoteSource = RemoteSource> {
  list(source: S, signal: AbortSignal): Promise<readonly PublishedVersion[]>;
  /** @param preReleases choose among pre-releases as well */
  resolve(source: S, preReleases: boolean, signal: AbortSignal): Promise<PluginRelease>;
  /** How an archive of a release is asked for. */
  requestFor(source: S, asset: ReleaseAsset): Promise<HttpRequest>;
}
