import type { JsonObject } from '../domain/json.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** What the host remembers of a plugin between runs. */
export interface PluginState {
  /** Whether it may be started. */
  readonly enabled: boolean;
  /** What it is initialized with. */
  readonly config: JsonObject;
  /** When it was switched off, in ISO 8601, where that is known. */
  readonly disabledAt?: string;
  /** Hex SHA-256 of the approved binary. */
  readonly checksum?: string;
}

/** Remembers which plugins are switched off and how they are configured. An unknown plugin is enabled, with an empty config. */
export interface PluginStateStore {
  /** Reads what was remembered; where nothing was, all is as for unknown plugins. @throws AwfError `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED` */
  load(options?: CallOptions): Promise<void>;
  /** What is remembered of a plugin, as of {@link PluginStateStore.load}. */
  getState(name: string): PluginState;
  /** Names of the plugins that are switched off, sorted. */
  listDisabled(): readonly string[];
  /** Switches a plugin on or off, and remembers it. @throws AwfError `SYSTEM.IO.READ_FAILED`, `.WRITE_FAILED`, `.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED` */
  setEnabled(name: string, enabled: boolean, options?: CallOptions): Promise<void>;
  /**
   * Replaces a plugin's configuration, and remembers it.
   * @throws AwfError as {@link PluginStateStore.setEnabled}; `USER.VALIDATION.PLUGIN_CONFIG` for a setting that JSON cannot express
   */
  setConfig(name: string, config: JsonObject, options?: CallOptions): Promise<void>;
}

/** What the {@link PluginStateStore} is bound under. */
export const PLUGIN_STATE_STORE = token<PluginStateStore>('PluginStateStore');
