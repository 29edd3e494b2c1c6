import { logLevels, type LogFields, type LogLevel } from '../logger.js';
import { shortenHclogTimestamp } from './hclog-timestamp.js';

/** One log message of a plugin. */
export interface PluginLogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields?: LogFields;
}

/** Nested values deeper than this are hostile rather than informative, and could overflow the stack of who prints them. */
const deepestValue = 32;

/**
 * Reads one line as hclog's JSON format; the rest of the object's keys become fields, `@timestamp` the field `timestamp`. Never
 * throws, whatever the line holds: go-plugin's host dies of `{"@level":1}`.
 * @returns undefined when the line is no JSON object; the line itself at debug level when it is one that hclog did not write
 */
export function parseHclogLine(line: string): PluginLogEntry | undefined {
  const parsed = parseJson(line);
  // Go decodes `null` into an empty map without an error.
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

/** How a line that is not understood is logged. */
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
  // An own property of this name would change the prototype of whatever it is assigned to.
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== '__proto__'));
}
