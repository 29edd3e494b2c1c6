import type { OperationSchema } from '../../domain/plugin/operation.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';

/** A running plugin: the way to it, and what it offers under the plugin's own names. */
export interface PluginSession {
  readonly connection: PluginConnection;
  /** Asked for once, at the start: a lookup costs no call. */
  readonly operations: ReadonlyMap<string, OperationSchema>;
}

/** The running plugins as the operation provider sees them. */
export interface PluginSessions {
  /** The session of a plugin that runs now. */
  current(plugin: string): PluginSession | undefined;
  /** Starts the plugin unless it runs. */
  session(plugin: string, options?: CallOptions): Promise<PluginSession>;
  /** Starts all plugins that are not disabled, in parallel; those that fail are left out, and logged. */
  sessions(options?: CallOptions): Promise<readonly PluginSession[]>;
  /** Whether there is such a plugin. */
  has(plugin: string, options?: CallOptions): Promise<boolean>;
}
