import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { Host } from '../composition/create-host.js';

/** Finds the plugin that a command names, also a built-in one. It may be given by its own name or by that of its folder. @throws AwfError `USER.INPUT.PLUGIN_NOT_FOUND` */
export async function foundPlugin(host: Host, given: string, signal: AbortSignal): Promise<PluginInfo> {
  return pluginNamed([...(await host.plugins.discover({ signal })), ...host.builtIns], given);
}

/** The same among plugins that have been found. */
export function pluginNamed(plugins: readonly PluginInfo[], given: string): PluginInfo {
  const plugin = plugins.find(({ manifest: { name } }) => name === given || `awf-plugin-${name}` === given);
  if (plugin !== undefined) return plugin;
  const known = plugins.map(({ manifest }) => manifest.name);
  throw new AwfError('USER.INPUT.PLUGIN_NOT_FOUND', { plugin: given, known });
}
