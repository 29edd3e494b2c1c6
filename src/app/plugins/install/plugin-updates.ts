import type { PluginOrigin } from '../../../domain/plugin/plugin-approval.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import { newestVersion } from '../../../domain/plugin/plugin-release.js';
import { parsePluginSource, type PublishedSource, type RemoteSource } from '../../../domain/plugin/plugin-source.js';
import { compareVersions, parseVersion } from '../../../domain/plugin/version.js';
import type { PluginReleases } from '../../../ports/plugin-releases.js';
import type { PluginStateStore } from '../../../ports/plugin-state-store.js';

/** What looking for updates takes. */
export interface PluginUpdatesPorts {
  readonly releases: PluginReleases;
  readonly stateStore: PluginStateStore;
}

/** How updates are looked for. */
export interface UpdateOptions {
  /** Pre-releases as well. */
  readonly preReleases?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Whether there is a newer version of a plugin. */
export type UpdateState =
  /** It is the newest one that it may be. */
  | { readonly status: 'current'; readonly source: RemoteSource; readonly version: string }
  /** There is a newer one. `wanted` is the range that it was installed with. */
  | {
      readonly status: 'outdated';
      readonly source: PublishedSource;
      readonly version: string;
      readonly latest: string;
      readonly wanted?: string | undefined;
    }
  /** Its source has no versions: only an install can tell. */
  | { readonly status: 'unversioned'; readonly source: RemoteSource; readonly version: string }
  /** It was installed from a folder or a file, or copied by hand. */
  | { readonly status: 'local'; readonly version: string };

/** Finds out which plugins have newer versions where they were installed from. */
export class PluginUpdates {
  readonly #ports: PluginUpdatesPorts;

  constructor(ports: PluginUpdatesPorts) {
    this.#ports = ports;
  }

  /**
   * Compares an installed plugin with what its source has published. A range that it was installed with still holds.
   *
   * @throws AwfError what {@link PluginReleases.list} throws, and the problem of a record
   */
  async look({ manifest }: PluginInfo, { preReleases, signal }: UpdateOptions = {}): Promise<UpdateState> {
    const { releases, stateStore } = this.#ports;
    const { origin, problem } = stateStore.getState(manifest.name);
    if (problem !== undefined) throw problem;
    const version = (origin === undefined || origin.version === '' ? manifest.version : origin.version).replace(
      /^v/u,
      '',
    );
    const source = origin && sourceIn(origin);
    if (source === undefined) return { status: 'local', version };
    if (source.kind === 'url') return { status: 'unversioned', source, version };
    const { wanted } = source;
    const latest = newestVersion(await releases.list(source, { signal }), { ...wanted, preReleases })?.version;
    if (latest === undefined || !isNewer(latest, version)) return { status: 'current', source, version };
    return { status: 'outdated', source, version, latest, wanted: wanted?.text };
  }
}

/** The source that is recorded, with the versions that are wanted. Undefined for a path. */
function sourceIn({ repository, wanted }: PluginOrigin): RemoteSource | undefined {
  const inRange = wanted === undefined ? undefined : parsePluginSource(`${repository}@${wanted}`);
  const parsed = inRange?.ok === true ? inRange : parsePluginSource(repository);
  return parsed.ok && parsed.source.kind !== 'path' ? parsed.source : undefined;
}

/** A version that cannot be compared is older than any. */
function isNewer(latest: string, version: string): boolean {
  const [a, b] = [parseVersion(latest), parseVersion(version)];
  return a !== undefined && (b === undefined || compareVersions(a, b) > 0);
}
