import type { JsonObject } from '../json.js';

/** From the least severe to the most. */
export const pluginLogLevels = ['trace', 'debug', 'info', 'warn', 'error'] as const;
/** One of {@link pluginLogLevels}. */
export type PluginLogLevel = (typeof pluginLogLevels)[number];

/** What a plugin logged, or a host about it. Secrets are masked before an entry is made. */
export interface PluginLogEntry {
  /** ISO 8601, in UTC. */
  readonly time: string;
  /** The name of the plugin. */
  readonly plugin: string;
  /** How severe it is. Plain text on stderr has `debug`. */
  readonly level: PluginLogLevel;
  /** For people. */
  readonly message: string;
  /** For machines. */
  readonly fields: JsonObject;
}

/** Which entries are wanted. What is not given leaves out nothing. */
export interface LogSelection {
  /** The least severe level. */
  readonly level?: PluginLogLevel | undefined;
  /** The time from which on. */
  readonly since?: Date | undefined;
  /** The last ones alone, at most so many. */
  readonly lines?: number | undefined;
}

/** The entries that are wanted, in their order. */
export function selectEntries(
  entries: readonly PluginLogEntry[],
  { level = 'trace', since, lines = Infinity }: LogSelection,
): readonly PluginLogEntry[] {
  const least = pluginLogLevels.indexOf(level);
  const from = since?.toISOString() ?? '';
  const chosen = entries.filter((entry) => pluginLogLevels.indexOf(entry.level) >= least && entry.time >= from);
  return chosen.slice(Math.max(0, chosen.length - lines));
}

/** In the order of their times. Entries of one time keep their order. */
export const inOrderOfTime = (entries: readonly PluginLogEntry[]): readonly PluginLogEntry[] =>
  [...entries].sort((a, b) => (a.time === b.time ? 0 : a.time < b.time ? -1 : 1));
