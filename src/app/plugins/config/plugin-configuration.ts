import { AwfError } from '../../../domain/errors/awf-error.js';
import type { JsonObject, JsonValue } from '../../../domain/json.js';
import type { ConfigLayers } from '../../../domain/plugin/config-layers.js';
import { referenceProblem } from '../../../domain/plugin/config-reference.js';
import { valueOfText } from '../../../domain/plugin/config-text.js';
import type { ConfigField, PluginManifest } from '../../../domain/plugin/manifest.js';
import { settingProblem, unknownSetting } from '../../../domain/plugin/plugin-config.js';
import type { CallOptions } from '../../../ports/call-options.js';
import type { PluginStateStore } from '../../../ports/plugin-state-store.js';
import type { SettingsSource } from '../../../ports/settings-source.js';
import type { ValueSource } from '../../../ports/value-source.js';
import { resolveConfig, type ResolvedConfig } from './resolve-config.js';

/** What configuring plugins takes. */
export interface ConfigurationPorts {
  readonly stateStore: PluginStateStore;
  readonly settings: SettingsSource;
  readonly values: ValueSource;
}

/** Shows and changes the configuration of plugins. It starts none. */
export class PluginConfiguration {
  readonly #ports: ConfigurationPorts;

  constructor(ports: ConfigurationPorts) {
    this.#ports = ports;
  }

  /**
   * What a plugin would get, with the source of each value.
   * @param flag values of the command line
   */
  async explain(manifest: PluginManifest, flag: JsonObject = {}, options: CallOptions = {}): Promise<ResolvedConfig> {
    const { settings, stateStore, values } = this.#ports;
    const { plugins } = await settings.load(options);
    const { config: stored, problem } = stateStore.getState(manifest.name);
    if (problem !== undefined) throw problem;
    const layers: ConfigLayers = { flag, stored, project: plugins.get(manifest.name)?.config ?? {} };
    return resolveConfig(manifest, layers, values, options);
  }

  /**
   * Stores a value, which has the type that the manifest declares. References in it are checked for their form, and looked up when the plugin starts.
   *
   * @returns the value that is stored
   * @throws AwfError `USER.VALIDATION.PLUGIN_CONFIG`; what the state store throws
   */
  async set(manifest: PluginManifest, key: string, text: string, options: CallOptions = {}): Promise<JsonValue> {
    const field = fieldOf(manifest, key);
    const value = storedValueOf(text, field);
    const problem = referenceProblem(value, field?.secret === true) ?? typeProblemOf(value, field);
    if (problem !== undefined) throw wrongSetting(manifest, key, problem);
    await this.#ports.stateStore.setSetting(manifest.name, key, value, options);
    return value;
  }

  /**
   * Takes a stored value away, also one that the plugin does not declare any more.
   * @throws AwfError `USER.VALIDATION.PLUGIN_CONFIG` for a setting that is neither stored nor declared; what the state store throws
   */
  async unset(manifest: PluginManifest, key: string, options: CallOptions = {}): Promise<void> {
    const { stateStore } = this.#ports;
    if (!Object.hasOwn(stateStore.getState(manifest.name).config, key)) fieldOf(manifest, key);
    await stateStore.setSetting(manifest.name, key, undefined, options);
  }
}

/** The declaration of a setting; undefined where the plugin declares none at all. */
export function fieldOf(manifest: PluginManifest, key: string): ConfigField | undefined {
  if (Object.hasOwn(manifest.config, key)) return manifest.config[key];
  const known = Object.keys(manifest.config);
  if (known.length === 0) return undefined;
  throw wrongSetting(manifest, key, unknownSetting(key, known));
}

/** The error of one setting. */
export const wrongSetting = ({ name }: PluginManifest, field: string, problem: string): AwfError =>
  new AwfError('USER.VALIDATION.PLUGIN_CONFIG', { plugin: name, problems: [{ field, problem }] });

/** A text with a reference stays a text: its type is that of what it refers to. */
const storedValueOf = (text: string, field: ConfigField | undefined): JsonValue =>
  text.includes('${') && field !== undefined ? text : valueOfText(text, field);

const typeProblemOf = (value: JsonValue, field: ConfigField | undefined): string | undefined =>
  field === undefined || (typeof value === 'string' && value.includes('${')) ? undefined : settingProblem(value, field);
