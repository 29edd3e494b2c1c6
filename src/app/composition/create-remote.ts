import { NetworkReleases } from '../../infrastructure/plugin_releases/network-releases.js';
import { proxiesIn } from '../../infrastructure/shared/outbound/proxy-settings.js';
import type { PluginReleases } from '../../ports/plugin-releases.js';
import type { PluginStateStore } from '../../ports/plugin-state-store.js';
import { PluginUpdates } from '../plugins/install/plugin-updates.js';
import { cacheDirectory } from './plugin-directories.js';

/** What the commands work with that fetch plugins. */
export interface Remote {
  readonly releases: PluginReleases;
  readonly updates: PluginUpdates;
}

/** Options of {@link createRemote}. */
export interface RemoteOptions {
  /** That of a host, so that both see each change. */
  readonly stateStore: PluginStateStore;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder whose `.npmrc` counts. */
  readonly cwd: () => string;
  /** That of this package, which servers are told. */
  readonly version: string;
  /** Is told of settings of npm that other users could change. Without it, such settings are refused. */
  readonly onInsecure?: ((problem: string) => void) | undefined;
  /** Use only what was downloaded before. */
  readonly offline?: boolean | undefined;
}

/** Puts the use cases of fetching together with the network. Loaded by the commands that need it. */
export function createRemote({ stateStore, env, cwd, version, onInsecure, offline }: RemoteOptions): Remote {
  // As in AWF, GITHUB_TOKEN counts first for installs, and GH_TOKEN for operations, which AWF leaves to gh.
  const { GITHUB_API_URL: apiUrl = '', GITHUB_TOKEN: token = '', GH_TOKEN: otherToken } = env;
  const releases = new NetworkReleases({
    cacheFolder: cacheDirectory(env),
    userAgent: `awf-plugins/${version}`,
    github: {
      apiUrl: apiUrl === '' ? 'https://api.github.com' : apiUrl,
      token: token === '' ? otherToken : token,
    },
    npm: { cwd, env, onInsecure },
    proxies: proxiesIn(env),
    offline,
  });
  return { releases, updates: new PluginUpdates({ releases, stateStore }) };
}
