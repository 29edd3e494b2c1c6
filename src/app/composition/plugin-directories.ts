import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SettingsFile } from '../../infrastructure/project_settings/file-settings-source.js';
import type { PluginDirectory } from '../plugins/external-plugin-manager.js';

type Environment = Readonly<Record<string, string | undefined>>;

const dataHome = (env: Environment): string =>
  env.XDG_DATA_HOME === undefined || env.XDG_DATA_HOME === ''
    ? join(env.HOME ?? homedir(), '.local', 'share')
    : env.XDG_DATA_HOME;

/** Where plugins are looked for, as AWF has it: what is named explicitly alone, else the project's, then the user's. */
export function pluginDirectories(
  explicit: string | readonly string[] | undefined,
  env: Environment,
  cwd: () => string,
): readonly PluginDirectory[] {
  const named = explicit ?? (env.AWF_PLUGINS_PATH === '' ? undefined : env.AWF_PLUGINS_PATH);
  if (named !== undefined) return [named].flat().map((path) => ({ path, optional: false }));
  return [join(cwd(), '.awf', 'plugins'), join(dataHome(env), 'awf', 'plugins')].map((path) => ({
    path,
    optional: true,
  }));
}

/**
 * Where the settings of the project are: what is named explicitly, else what AWF_CONFIG_PATH names, else `.awf/config.yaml` in the folder of the
 * project. Only the last may be missing.
 */
export function settingsFile(explicit: string | undefined, env: Environment, cwd: () => string): SettingsFile {
  const folder = cwd();
  const named = explicit ?? (env.AWF_CONFIG_PATH === '' ? undefined : env.AWF_CONFIG_PATH);
  return { path: resolve(folder, named ?? '.awf/config.yaml'), optional: named === undefined, folder };
}

/** Where plugins are installed to: the one folder that is named, else the user's. */
export function installDirectory(explicit: string | undefined, env: Environment): string {
  const named = explicit ?? (env.AWF_PLUGINS_PATH === '' ? undefined : env.AWF_PLUGINS_PATH);
  return named ?? join(dataHome(env), 'awf', 'plugins');
}

/** Where hashes of the files of plugins, and downloads, are kept. */
export function cacheDirectory(env: Environment): string {
  const { XDG_CACHE_HOME: caches = '' } = env;
  return join(caches === '' ? join(env.HOME ?? homedir(), '.cache') : caches, 'awf');
}

/** Where AWF keeps the states of plugins. */
export const defaultStatePath = (env: Environment): string => join(dataHome(env), 'awf', 'plugins', 'plugins.json');

/** Where the keys are kept that the user trusts. */
export const trustedKeysPath = (env: Environment): string => join(dataHome(env), 'awf', 'plugins', 'trusted-keys.json');

/** Where it is kept what plugins log. */
export const logsDirectory = (env: Environment): string => join(dataHome(env), 'awf', 'logs', 'plugins');
