import { VALUE_SOURCE } from '../../ports/value-source.js';
import { PluginConfiguration } from '../plugins/config/plugin-configuration.js';
import type { Host } from './create-host.js';

/** What the commands work with that show and change the configuration of plugins. Loaded by the commands that need it. */
export function createConfiguration({ pluginStates: stateStore, settings, container }: Host): PluginConfiguration {
  return new PluginConfiguration({ stateStore, settings, values: container.get(VALUE_SOURCE) });
}
