import { logLevels, type LogFields, type LogLevel } from '../logger.js';
import { shortenHclogTimestamp } from './hclog-timestamp.js';

/** One log message of a plugin. */
export interface PluginLogEntry {
  /** How severe it is. */
  readonly level: LogLevel;
  /** For people. */
  readonly message: string;
  /** For machines. */
  readonly fields?: LogFields;
}

/** Deeper values are not useful, and could overflow the stack of the code that prints them. */
const deepestValue = 32;

/**
 * Reads one line in hclog's JSON format. Other keys become fields, and `@timestamp` becomes the field `timestamp`.
 * Never throws: `{"@level":1}` crashes go-plugin's host.
 * @returns undefined if the line is not a JSON object. If hclog did not write the object, the line itself at level
 * debug
 */
export function parseHclogLine(line: string): PluginLogEntry | undefined {
  const parsed = parseJson(line);
  // Go decodes `null` into an empty map.
  if (parsed === null) return verbatim(line);
  if (typeof parsed !== 'object' || Array.isArray(parsed)) return undefined;
  const { '@level': level, '@message': message = '', '@timestamp': timestamp, ...rest } = parsed as LogFields;
  if (typeof message !== 'string') return verbatim(line);
  let shortened: string | undefined;
  if (timestamp !== undefined) {
    if (typeof timestamp !== 'string') return verbatim(line);
    shortened = shortenHclogTimestamp(timestamp);
    if (shortened === undefined) return undefined;
  }
  const known = typeof level === 'string' ? readLevel(level) : undefined;
  if (known === undefined) return verbatim(line);
  for (const key in rest) {
    const value = rest[key];
    if (typeof value === 'object' && value !== null && !isShallow(value, deepestValue)) return verbatim(line);
  }
  return { level: known, message, fields: assembleFields(rest, shortened) };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The log entry for a line of unknown format. */
export const verbatim = (line: string): PluginLogEntry => ({ level: 'debug', message: line });

function readLevel(text: string): LogLevel | undefined {
  const exact = logLevels.find((level) => level === text);
  if (exact !== undefined) return exact;
  const normal = text.trim().toLowerCase();
  return logLevels.find((level) => level === normal);
}

function isShallow(value: unknown, allowed: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return allowed > 0 && Object.values(value).every((inner) => isShallow(inner, allowed - 1));
}

function assembleFields(rest: LogFields, timestamp: string | undefined): LogFields {
  const fields = timestamp === undefined ? rest : { timestamp, ...rest };
  if (!Object.hasOwn(fields, '__proto__')) return fields;
  // An own property with this name would change the prototype of an object that it is assigned to.
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== '__proto__'));
}
