import type { JsonObject } from '../domain/json.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** What the host remembers of a plugin between runs. */
export interface PluginState {
  readonly enabled: boolean;
  readonly config: JsonObject;
  readonly disabledAt?: string;
  /** Hex SHA-256 of the approved binary. */
  readonly checksum?: string;
}

/** Remembers which plugins are switched off and how they are configured. An unknown plugin is enabled, with an empty config. */
export interface PluginStateStore {
  /** Reads what was remembered; where nothing was, all is as for unknown plugins. @throws AwfError `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED` */
  load(options?: CallOptions): Promise<void>;
  getState(name: string): PluginState;
  listDisabled(): readonly string[];
  /** @throws AwfError `SYSTEM.IO.READ_FAILED`, `.WRITE_FAILED`, `.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED` */
  setEnabled(name: string, enabled: boolean, options?: CallOptions): Promise<void>;
  /** @throws AwfError as {@link PluginStateStore.setEnabled}; `USER.VALIDATION.PLUGIN_CONFIG` for a setting that JSON cannot express */
  setConfig(name: string, config: JsonObject, options?: CallOptions): Promise<void>;
}

export const PLUGIN_STATE_STORE = token<PluginStateStore>('PluginStateStore');
