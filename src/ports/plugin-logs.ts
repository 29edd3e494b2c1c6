import type { PluginLogEntry } from '../domain/plugin/plugin-log.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/**
 * Keeps what plugins log, for later. How much is kept of a plugin is bounded: old entries make room for new ones.
 * Contract: clauses KL-01 and following.
 */
export interface PluginLogs {
  /** Keeps an entry, for every process. Never throws, and never waits: what cannot be kept is lost. */
  append(entry: PluginLogEntry): void;
  /** Names of the plugins of which something is kept, sorted. @throws AwfError `SYSTEM.IO.READ_FAILED`; the reason of the signal */
  plugins(options?: Pick<CallOptions, 'signal'>): Promise<readonly string[]>;
  /** What is kept of a plugin, or of all, in the order of the times. @throws AwfError as {@link PluginLogs.plugins} */
  read(plugin: string | undefined, options?: Pick<CallOptions, 'signal'>): Promise<readonly PluginLogEntry[]>;
  /**
   * What is kept of a plugin, or of all, and then what is new, from every process. Ends when the signal is aborted.
   * @throws AwfError as {@link PluginLogs.plugins}
   */
  follow(plugin: string | undefined, signal: AbortSignal): AsyncIterable<readonly PluginLogEntry[]>;
}

/** What the {@link PluginLogs} are bound under. */
export const PLUGIN_LOGS = token<PluginLogs>('PluginLogs');
