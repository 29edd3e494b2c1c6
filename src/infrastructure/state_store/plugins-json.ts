import { AwfError } from '../../domain/errors/awf-error.js';
import { isJsonObject, type JsonObject, type JsonValue, recordOf } from '../../domain/json.js';
import { deepestNesting, isNestedTooDeep, jsonTextOf, nestedTooDeep } from '../../domain/json-text.js';
import type { PluginState } from '../../ports/plugin-state-store.js';

/** The entries of `plugins.json` as they stand there, members that we do not know included. */
export type StateEntries = ReadonlyMap<string, JsonObject>;

/** Reads the text of `plugins.json`; an empty one has no entries. @throws Error that says what is wrong */
export function parseStateEntries(text: string): StateEntries {
  if (text.trim() === '') return new Map();
  const entries = parseJson(text);
  // The file, an entry and its config are levels of their own. What could not be written again is not taken in.
  if (isNestedTooDeep(text, deepestNesting + 3)) throw new Error(`one of its values ${nestedTooDeep}`);
  if (!isJsonObject(entries)) throw new Error('must be a JSON object of plugin names');
  return new Map(
    Object.entries(entries).map(([name, entry]) => {
      if (!isJsonObject(entry)) throw new Error(`the entry of ${name} must be an object`);
      return [name, entry];
    }),
  );
}

/** V8's own message quotes the text, in which the configurations of plugins may have secrets. */
function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new Error('it is no valid JSON');
  }
}

/** The text of `plugins.json`, as AWF writes it. */
export const formatStateEntries = (entries: StateEntries): string =>
  `${JSON.stringify(recordOf([...entries].sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`;

/** What an entry says; what it does not say, or says wrongly, is as for an unknown plugin. */
export function stateOf(entry: JsonObject | undefined): PluginState {
  const { enabled, config, disabled_at: disabledAt, checksum } = entry ?? {};
  return {
    enabled: enabled !== false,
    config: isJsonObject(config) ? config : {},
    ...(typeof disabledAt === 'string' && disabledAt !== '' ? { disabledAt } : {}),
    ...(typeof checksum === 'string' && checksum !== '' ? { checksum } : {}),
  };
}

/** The entry with another switch position; when it was switched off is noted, as AWF does. */
export function withEnabled(entry: JsonObject | undefined, enabled: boolean, now: Date): JsonObject {
  const rest = Object.entries(entry ?? {}).filter(([key]) => key !== 'disabled_at' && key !== 'enabled');
  const off: readonly [string, JsonValue][] = enabled ? [] : [['disabled_at', now.toISOString()]];
  return recordOf<JsonValue>([['enabled', enabled], ...rest, ...off]);
}

/** The entry with another configuration. */
export const withConfig = (entry: JsonObject | undefined, config: JsonObject): JsonObject => ({
  enabled: true,
  ...entry,
  config,
});

/**
 * A copy of a configuration, as JSON has it: the caller cannot change it afterwards.
 *
 * @throws AwfError `USER.VALIDATION.PLUGIN_CONFIG` naming each setting that JSON cannot express
 */
export function storableConfig(plugin: string, config: JsonObject): JsonObject {
  const texts = Object.entries(config).map(([field, value]) => [field, jsonTextOf(value)] as const);
  const problems = texts.flatMap(([field, json]) => (json.ok ? [] : [{ field, problem: json.problem }]));
  if (problems.length > 0) throw new AwfError('USER.VALIDATION.PLUGIN_CONFIG', { plugin, problems });
  return JSON.parse(JSON.stringify(config)) as JsonObject;
}
