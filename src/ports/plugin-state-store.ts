import type { AwfError } from '../domain/errors/awf-error.js';
import type { JsonObject, JsonValue } from '../domain/json.js';
import type { PluginApproval, PluginOrigin } from '../domain/plugin/plugin-approval.js';
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
  /** What may be started under this name: two while a plugin is being replaced. Absent where anything may. */
  readonly approved?: readonly PluginApproval[];
  /** Where it was installed from, if it was. */
  readonly origin?: PluginOrigin;
  /** Why the state is unknown, because its record cannot be read. Such a plugin is not enabled. */
  readonly problem?: PluginStateError;
}

/** What is recorded of a plugin that is installed, or whose content the user approves. */
export interface PluginInstallation {
  /** What the plugin consists of. */
  readonly approved: PluginApproval;
  /** The version that it replaces. It may be started as well until the next call says otherwise. */
  readonly previous?: PluginApproval | undefined;
  /** Absent: as it is recorded. */
  readonly origin?: PluginOrigin | undefined;
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
  /**
   * Sets one setting of a plugin, or takes it away with undefined, and stores that. The others stay, also those that somebody else stores meanwhile.
   * @throws AwfError as {@link PluginStateStore.setConfig}
   */
  setSetting(name: string, key: string, value: JsonValue | undefined, options?: CallOptions): Promise<void>;
  /**
   * Records what of a plugin is approved, and stores it. Without an installation, nothing is: the switch and the configuration stay.
   * @throws AwfError as {@link PluginStateStore.setEnabled}
   */
  setInstallation(name: string, installation: PluginInstallation | undefined, options?: CallOptions): Promise<void>;
  /**
   * Removes all that is known about a plugin.
   * @throws AwfError as {@link PluginStateStore.setEnabled}
   */
  forget(name: string, options?: CallOptions): Promise<void>;
}

/** Token of the {@link PluginStateStore}. */
export const PLUGIN_STATE_STORE = token<PluginStateStore>('PluginStateStore');
