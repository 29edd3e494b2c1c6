import { withVisibleEscapes } from '../../domain/invisible-characters.js';
import { isJsonObject, type JsonValue } from '../../domain/json.js';
import { wellFormedJson } from '../../domain/json-text.js';
import { pluginLogLevels, type PluginLogEntry, type PluginLogLevel } from '../../domain/plugin/plugin-log.js';
import { truncate } from '../../domain/text.js';

/** Longer messages are cut. */
const longestMessage = 8_000;
/** Fields that would make a longer line are left out. */
const longestFields = 32_000;

/** An entry as a line of JSON, without control characters. The plugin is named by the folder of the file. */
export function logLineOf({ time, level, message, fields }: PluginLogEntry): string {
  const json = JSON.stringify(fields);
  const kept = json.length > longestFields ? { omitted: `${json.length} characters` } : fields;
  const line = JSON.stringify({ time, level, message: truncate(message, longestMessage), fields: kept });
  return `${withVisibleEscapes(wellFormedJson(line))}\n`;
}

/** Reads a line. @returns undefined for one that a full disk has cut, or that somebody else has written */
export function entryIn(line: string, plugin: string): PluginLogEntry | undefined {
  let value: JsonValue;
  try {
    value = JSON.parse(line) as JsonValue;
  } catch {
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const { time, level, message, fields } = value;
  if (typeof time !== 'string' || typeof message !== 'string' || !isLevel(level) || !isJsonObject(fields))
    return undefined;
  return { time, plugin, level, message, fields };
}

const isLevel = (level: JsonValue | undefined): level is PluginLogLevel =>
  typeof level === 'string' && (pluginLogLevels as readonly string[]).includes(level);
