import { AwfError } from '../../domain/errors/awf-error.js';
import { recordOf, type JsonObject } from '../../domain/json.js';
import type { Host } from '../composition/create-host.js';
import { pluginNamed } from './found-plugin.js';

/** Options of a command that starts plugins. */
export interface PluginSettingsOption {
  /** Each `plugin.key=value`. */
  readonly pluginConfig?: readonly string[];
}

/**
 * The values of `-c plugin.key=value`, by the name of the plugin. The name ends at the first dot. Of a key that is given twice, the last value counts.
 * @throws AwfError `USER.INPUT.INVALID_FORMAT`, which does not repeat the value
 */
export function pluginConfigOf({ pluginConfig = [] }: PluginSettingsOption): Readonly<Record<string, JsonObject>> {
  const plugins = new Map<string, Map<string, string>>();
  for (const text of pluginConfig) {
    const [, plugin, key, value] = /^([^.=]+)\.([^=]+)=(.*)$/su.exec(text) ?? [];
    if (plugin === undefined || key === undefined || value === undefined)
      throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: '-c', problem: 'expected plugin.key=value' });
    plugins.set(plugin, (plugins.get(plugin) ?? new Map<string, string>()).set(key, value));
  }
  return recordOf([...plugins].map(([plugin, settings]) => [plugin, recordOf(settings)]));
}

/**
 * Checks the values of the command line before anything starts, also those for a plugin that a workflow does not use.
 * @throws AwfError `USER.INPUT.PLUGIN_NOT_FOUND`, `USER.VALIDATION.PLUGIN_CONFIG`
 */
export async function checkPluginConfig(option: PluginSettingsOption, host: Host, signal: AbortSignal): Promise<void> {
  const given = Object.entries(pluginConfigOf(option));
  if (given.length === 0) return;
  const { createConfiguration } = await import('../composition/create-configuration.js');
  const configuration = createConfiguration(host);
  const plugins = [...(await host.plugins.discover({ signal })), ...host.builtIns];
  for (const [name, flag] of given) {
    const { manifest } = pluginNamed(plugins, name);
    const { settings } = await configuration.explain(manifest, flag, { signal });
    const problems = settings.flatMap(({ name: field, written, problem }) =>
      written?.origin === 'flag' && problem !== undefined ? [{ field, problem }] : [],
    );
    if (problems.length > 0) throw new AwfError('USER.VALIDATION.PLUGIN_CONFIG', { plugin: manifest.name, problems });
  }
}
