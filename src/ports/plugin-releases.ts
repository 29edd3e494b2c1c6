import type { PluginListing, PluginRelease, PublishedVersion, ReleaseAsset } from '../domain/plugin/plugin-release.js';
import type { RemoteSource } from '../domain/plugin/plugin-source.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** How {@link PluginReleases.resolve} chooses among the versions that the source allows. */
export interface ResolveOptions extends CallOptions {
  /** Pre-releases as well. */
  readonly preReleases?: boolean | undefined;
}

/** How far a download is. */
export interface DownloadProgress {
  /** Bytes that have arrived. */
  readonly received: number;
  /** Absent where nobody knows how much there is. */
  readonly total?: number | undefined;
}

/** What {@link PluginReleases.fetch} takes. */
export interface FetchOptions extends CallOptions {
  /** Told of each piece that arrives, and of nothing that is there already. It must not throw. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/** An archive that is on this machine, and has the hashes that it must have. */
export interface FetchedAsset extends AsyncDisposable {
  /** Valid until it is disposed of, and not to be changed. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Where plugins come from that are not on this machine.
 * Contract: clauses PR-01 and following.
 */
export interface PluginReleases {
  /**
   * All versions that a source has published. Conditions on the version do not matter. A URL has none.
   *
   * @throws AwfError `USER.INPUT.PLUGIN_SOURCE` for a source that does not exist; `SYSTEM.NETWORK.*`; `EXECUTION.PLUGIN.CANCELED`
   */
  list(source: RemoteSource, options?: CallOptions): Promise<readonly PublishedVersion[]>;
  /**
   * The newest version that the source allows, with what it takes to check its archives.
   *
   * @throws AwfError as {@link PluginReleases.list}; `USER.INPUT.PLUGIN_SOURCE` also where no version fits, or where a release has no checksums
   */
  resolve(source: RemoteSource, options?: ResolveOptions): Promise<PluginRelease>;
  /**
   * Brings an archive to this machine. A download that breaks off goes on where it was; after an error there is no archive.
   *
   * @param release the one that the archive belongs to, for messages
   * @throws AwfError `EXECUTION.PLUGIN.CHECKSUM_MISMATCH` for an archive without one of its hashes, and for one that must have none;
   * `SYSTEM.NETWORK.*`; `SYSTEM.IO.WRITE_FAILED`; `EXECUTION.PLUGIN.CANCELED`
   */
  fetch(release: PluginRelease, asset: ReleaseAsset, options?: FetchOptions): Promise<FetchedAsset>;
  /**
   * Repositories with plugins, the best known first.
   *
   * @param text words that they must have. Empty: all of them
   * @throws AwfError `SYSTEM.NETWORK.*`, `EXECUTION.PLUGIN.CANCELED`
   */
  search(text: string, options?: CallOptions): Promise<readonly PluginListing[]>;
}

/** What the {@link PluginReleases} are bound under. */
export const PLUGIN_RELEASES = token<PluginReleases>('PluginReleases');
