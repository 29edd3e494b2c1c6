import type { AwfError } from '../domain/errors/awf-error.js';
import type { JsonObject } from '../domain/json.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** What the host knows about a plugin from earlier runs. */
export interface PluginState {
  /** Whether it may be started. */
  readonly enabled: boolean;
  /** The configuration for its Init call. */
  readonly config: JsonObject;
  /** When it was disabled, in ISO 8601, if known. */
  readonly disabledAt?: string;
  /** Hex SHA-256 of the approved binary. */
  readonly checksum?: string;
  /** Why the state is unknown, because its record cannot be read. Such a plugin is not enabled. */
  readonly problem?: PluginStateError;
}

/** Names the record and what is wrong with it. */
export type PluginStateError = AwfError<'USER.VALIDATION.PLUGIN_STATE'>;

/**
 * Stores which plugins are disabled and how they are configured. A plugin without a record is enabled, with an empty config. A record that
 * cannot be read must not weaken anything: its plugin is not enabled, and {@link PluginState.problem} says why.
 */
export interface PluginStateStore {
  /**
   * Reads the records. After `SYSTEM.IO.READ_FAILED` the state of every plugin is unknown.
   * @throws AwfError `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED`
   */
  load(options?: CallOptions): Promise<void>;
  /** The state of a plugin, as of the last {@link PluginStateStore.load}. */
  getState(name: string): PluginState;
  /** Names of the plugins that are disabled, sorted. */
  listDisabled(): readonly string[];
  /**
   * Enables or disables a plugin, and stores it.
   * @throws AwfError `SYSTEM.IO.READ_FAILED`, `.WRITE_FAILED`, `.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED`, `USER.VALIDATION.PLUGIN_STATE`
   */
  setEnabled(name: string, enabled: boolean, options?: CallOptions): Promise<void>;
  /**
   * Replaces the configuration of a plugin, and stores it.
   * @throws AwfError as {@link PluginStateStore.setEnabled}; `USER.VALIDATION.PLUGIN_CONFIG` for a setting that JSON cannot express
   */
  setConfig(name: string, config: JsonObject, options?: CallOptions): Promise<void>;
}

/** Token of the {@link PluginStateStore}. */
export const PLUGIN_STATE_STORE = token<PluginStateStore>('PluginStateStore');
