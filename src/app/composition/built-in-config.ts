import { AwfError } from '../../domain/errors/awf-error.js';
import { recordOf, type JsonObject } from '../../domain/json.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import type { BuiltInConfig, BuiltInConfigPorts } from '../../infrastructure/in_memory/built-in-operation-provider.js';
import { builtInInfo, isLazy } from '../../infrastructure/in_memory/built-in-plugin.js';
import { PluginConfiguration } from '../plugins/config/plugin-configuration.js';

/**
 * The configuration of built-in plugins, which has the layers that others have. What other parts of the settings say counts after them.
 * @param flags values that count before all others, by the name of the plugin
 * @param secrets gets the secrets of each plugin before it is loaded
 */
export const builtInConfig =
  (flags: Readonly<Record<string, JsonObject>> = {}, secrets?: SecretMask) =>
  (ports: BuiltInConfigPorts): BuiltInConfig => {
    const configuration = new PluginConfiguration(ports);
    return async (plugin) => {
      const { name } = plugin;
      const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
      const { config, problems, secrets: found } = await configuration.explain(builtInInfo(plugin).manifest, flag);
      for (const secret of found) secrets?.add(secret);
      if (problems.length > 0) throw new AwfError('USER.VALIDATION.PLUGIN_CONFIG', { plugin: name, problems });
      if (!isLazy(plugin) || plugin.configOf === undefined) return config;
      const others = plugin.configOf(await ports.settings.load());
      return recordOf([...Object.entries(others), ...Object.entries(config)]);
    };
  };
