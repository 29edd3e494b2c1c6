import type { PluginLog } from '../plugin-log.js';

/** What a plugin logged. */
export interface LogEntry {
  /** How severe it is. */
  readonly level: keyof PluginLog;
  /** For people. */
  readonly message: string;
  /** For machines. Empty if the plugin gave none. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log that keeps its entries, in the order in which they came. */
export interface RecordingLog {
  /** What handlers are given. */
  readonly log: PluginLog;
  /** What was logged so far. */
  readonly entries: readonly LogEntry[];
}

/** Makes a log that keeps its entries. */
export function recordingLog(): RecordingLog {
  const entries: LogEntry[] = [];
  const at =
    (level: keyof PluginLog): PluginLog['info'] =>
    (message, fields = {}) => {
      entries.push({ level, message, fields });
    };
  const log = { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, entries };
}
