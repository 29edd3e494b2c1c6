import type { LogLevel } from '../logger.js';
import { parseHclogLine, type PluginLogEntry } from './hclog-line.js';

const prefixes: readonly (readonly [string, LogLevel])[] = [
  ['[TRACE]', 'trace'],
  ['[DEBUG]', 'debug'],
  ['[INFO]', 'info'],
  ['[WARN]', 'warn'],
  ['[ERROR]', 'error'],
];

/**
 * Decides the log level of each line of a plugin's stderr, as go-plugin's host does. After the first line of a Go
 * panic, all plain lines are errors, because they are its stack trace.
 */
export class LineClassifier {
  #inPanic = false;

  classify(line: string): PluginLogEntry {
    return (mayBeJsonObject(line) ? parseHclogLine(line) : undefined) ?? this.#classifyText(line);
  }

  #classifyText(line: string): PluginLogEntry {
    const prefixed = line.startsWith('[') ? prefixes.find(([prefix]) => line.startsWith(prefix)) : undefined;
    if (prefixed !== undefined) return { level: prefixed[1], message: line };
    if (line.startsWith('panic: ') || line.startsWith('fatal error: ')) this.#inPanic = true;
    return { level: this.#inPanic ? 'error' : 'debug', message: line };
  }
}

/** Parsing is expensive. The first character rules out most lines. */
function mayBeJsonObject(line: string): boolean {
  switch (line.charCodeAt(0)) {
    case 0x7b: // {
    case 0x6e: // null
    case 0x20: // blanks may precede JSON
    case 0x09:
      return true;
    default:
      return false;
  }
}
