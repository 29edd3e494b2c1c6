import { checkKeys } from './declared-keys.js';
import type { Plugin, PluginContext } from './plugin.js';
import { checkSettings, type CheckedSettings, type ConfigOf, type SettingDefinitions } from './settings.js';

/** The definition of a plugin whose `init` gets the settings with the declared types. */
export interface PluginDefinition<C extends SettingDefinitions = SettingDefinitions> extends Omit<
  Plugin,
  'config' | 'init'
> {
  /** Its settings, as in the `config` of its `plugin.yaml`. If none are declared, every value passes unchecked. */
  readonly config?: C;
  /** Called once, before the first operation, with the checked settings. Throw an error if the plugin cannot be used with them. */
  init?(config: ConfigOf<C>, context: PluginContext): void | Promise<void>;
}

const knownKeys = [
  ...['name', 'version', 'description', 'config', 'operations', 'stepTypes', 'validator', 'events', 'emits'],
  ...['init', 'shutdown'],
];

/**
 * Declares a plugin. `init` gets its configuration with the types of the declaration, checked and with defaults.
 * @throws TypeError for an unknown member, or a setting that contradicts itself
 */
export function plugin<const C extends SettingDefinitions>(
  definition: PluginDefinition<C> & { readonly config?: CheckedSettings<C> },
): Plugin {
  checkPluginKeys(definition);
  checkSettings(definition.config);
  return definition as Plugin;
}

/** Rejects unknown members of a plugin that is a plain object. An instance of a class may have members of its own. @throws TypeError */
export function checkPluginKeys(given: object): void {
  if (Object.getPrototypeOf(given) === Object.prototype) checkKeys(given, knownKeys, 'the plugin');
}
