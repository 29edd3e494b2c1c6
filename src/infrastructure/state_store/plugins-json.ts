import type { Problem } from '../../domain/errors/problem.js';
import { isJsonObject, type JsonObject, type JsonValue, recordOf } from '../../domain/json.js';
import { deepestNesting } from '../../domain/json-text.js';
import type { SourcePosition } from '../../domain/workflow/source-position.js';
import type { PluginState } from '../../ports/plugin-state-store.js';
import { approvedOf, originOf } from './installation-members.js';
import { outlineJson, type JsonFault } from './json-outline.js';
import { memberFaults, memberOf } from './state-members.js';

/** One entry of `plugins.json`, including members that we do not know. */
export interface StateEntry {
  readonly value: JsonValue;
  /** What is wrong with it. The state of such a plugin is unknown. */
  readonly problems: readonly Problem[];
}

/** The entries of `plugins.json` by the names of their plugins. */
export type StateEntries = ReadonlyMap<string, StateEntry>;

/** A file whose entries are known, even if some of them are invalid. */
export interface ReadableStateFile {
  readonly ok: true;
  readonly entries: StateEntries;
  /** A key that occurs twice. Such a file must not be written, because one of the two would be lost. */
  readonly duplicate?: Problem | undefined;
}

/** What {@link parseStateFile} makes of a text: the entries, or what is wrong with the text as a whole. */
export type StateFile = ReadableStateFile | { readonly ok: false; readonly fault: Problem };

/** The file, an entry and its config are levels of their own. */
const deepest = deepestNesting + 3;

/** Reads the text of `plugins.json`. An empty text is a fault: a crash can leave one, and it must not enable what was disabled. */
export function parseStateFile(text: string): StateFile {
  if (text.trim() === '') return { ok: false, fault: { line: 1, column: 1, problem: 'the file is empty' } };
  const outline = outlineJson(text, deepest);
  if (!outline.ok) return { ok: false, fault: problemAt(outline.fault.at, outline.fault.problem) };
  const root = JSON.parse(text) as JsonValue;
  if (!isJsonObject(root)) return { ok: false, fault: problemAt(outline.placeOf([]), 'must be a JSON object') };
  const repeated = groupByPlugin(outline.duplicates);
  const entries = Object.entries(root).map(([name, value]): readonly [string, StateEntry] => {
    const wrong = memberFaults(value).map(({ member, problem }) =>
      problemAt(outline.placeOf(member === undefined ? [name] : [name, member]), problem, member),
    );
    return [name, { value, problems: [...(repeated.get(name) ?? []), ...wrong] }];
  });
  const [duplicate] = outline.duplicates;
  return {
    ok: true,
    entries: new Map(entries),
    ...(duplicate === undefined ? {} : { duplicate: problemAt(duplicate.at, duplicate.problem) }),
  };
}

function groupByPlugin(duplicates: readonly JsonFault[]): ReadonlyMap<string, readonly Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const { at, problem, path } of duplicates) {
    const [plugin = '', ...within] = path;
    const group = groups.get(plugin) ?? [];
    groups.set(plugin, group);
    group.push(problemAt(at, problem, within.length === 0 ? undefined : within.join('.')));
  }
  return groups;
}

const problemAt = ({ line, column }: SourcePosition, problem: string, field?: string): Problem => ({
  ...(field === undefined ? {} : { field }),
  line,
  column,
  problem,
});

/** The text of `plugins.json`, as AWF writes it. */
export const formatStateEntries = (entries: StateEntries): string => {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(recordOf(sorted.map(([name, { value }]) => [name, value])), null, 2)}\n`;
};

/** What a valid entry says. */
export function stateOf(entry: JsonObject): PluginState {
  const config = memberOf(entry, 'config');
  const disabledAt = memberOf(entry, 'disabled_at');
  const approved = approvedOf(entry);
  const origin = originOf(entry);
  return {
    enabled: memberOf(entry, 'enabled') === true,
    config: isJsonObject(config) ? config : {},
    ...(typeof disabledAt === 'number' ? { disabledAt: isoOf(disabledAt) } : {}),
    ...(approved === undefined ? {} : { approved }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** AWF notes Unix seconds. */
const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The entry with another switch position. As AWF does, it notes when the plugin was disabled. */
export function withEnabled(entry: JsonObject, enabled: boolean, now: Date): JsonObject {
  const rest = Object.entries(entry).filter(([key]) => !['disabled_at', 'enabled'].includes(key.toLowerCase()));
  return {
    enabled,
    ...recordOf(rest),
    ...(enabled ? {} : { disabled_at: Math.floor(now.getTime() / 1000) }),
  };
}

/** The entry with another configuration. */
export function withConfig(entry: JsonObject, config: JsonObject): JsonObject {
  const rest = Object.entries(entry).filter(([key]) => key.toLowerCase() !== 'config');
  return { enabled: true, ...recordOf(rest), config };
}
