import * as v from 'valibot';
import { withVisibleEscapes } from '../../domain/invisible-characters.js';
import { pluginNameProblem } from '../../domain/plugin/manifest-rules.js';
import {
  lockHashProblem,
  lockVersion,
  platformProblem,
  sortedHashes,
  type LockedPlugin,
  type PluginLock,
} from '../../domain/plugin/plugin-lock.js';
import { formatSigningKey, parseSigningKey } from '../../domain/plugin/signing-key.js';
import { readDocument, type Document } from '../shared/versioned-document.js';

const text = v.pipe(v.string('must be a text in quotes'), v.nonEmpty('is empty'));

const checked = (problemOf: (value: string) => string | undefined) =>
  v.pipe(
    text,
    v.rawCheck(({ dataset, addIssue }) => {
      const message = dataset.typed ? problemOf(dataset.value) : undefined;
      if (message !== undefined) addIssue({ message });
    }),
  );

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A mapping with keys that users choose. As an object, valibot would leave out a plugin that is called `constructor`. */
const mapOf = <S extends v.GenericSchema>(name: string, keyProblem: (key: string) => string | undefined, value: S) =>
  v.pipe(
    v.custom<Record<string, v.InferInput<S>>>(isMapping, `must be a mapping of ${name}`),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      for (const [key, item] of Object.entries(dataset.value)) {
        const message = keyProblem(key);
        if (message === undefined) continue;
        addIssue({ message, path: [{ type: 'object', origin: 'key', input: dataset.value, key, value: item }] });
      }
    }),
    v.transform((given) => new Map(Object.entries(given))),
    v.map(v.string(), value),
  );

const hashes = v.pipe(
  v.array(checked(lockHashProblem), 'must be a list of hashes'),
  v.nonEmpty('has no hash'),
  v.transform((given: string[]) => [...sortedHashes(given)]),
);

const platforms = v.pipe(mapOf('platforms', platformProblem, hashes), v.minSize(1, 'has no platform'));

const key = checked((given) => {
  const parsed = parseSigningKey(given);
  if (!parsed.ok) return parsed.problem;
  return formatSigningKey(parsed.key) === given ? undefined : 'must be a key as awf plugin trust shows it';
});

const unknownOrMissing = ({ received }: { readonly received: string }): string =>
  received === 'undefined' || received === 'never' ? 'is missing' : 'is not known here';

const plugin = v.strictObject({ source: text, version: text, key: v.optional(key), platforms }, unknownOrMissing);

const schema = v.strictObject(
  { version: v.number(), plugins: mapOf('plugins', pluginNameProblem, plugin) },
  unknownOrMissing,
);

/** Reads the text of `.awf/plugins.lock`. An empty text is a fault, because it would allow every plugin that is looked for in it. */
export function parseLock(content: string): Document<PluginLock> {
  const document = readDocument(content, { version: lockVersion, schema });
  return document.ok ? { ok: true, content: document.content.plugins } : document;
}

const heading =
  '# Written by awf plugin install, update and remove. Commit it, so that everybody gets the same plugins.';

/**
 * The text of `.awf/plugins.lock`: the same for the same plugins, whatever they were installed in. A line says one thing, so that git can merge
 * changes of different plugins.
 */
export function formatLock(lock: PluginLock): string {
  const plugins = sorted(lock).flatMap(([name, locked]) => [`  ${name}:`, ...pluginLines(locked)]);
  const lines = [heading, `version: ${lockVersion}`, plugins.length === 0 ? 'plugins: {}' : 'plugins:', ...plugins];
  return lines.map((line) => `${line}\n`).join('');
}

function pluginLines({ source, version, key: signedBy, platforms: found }: LockedPlugin): readonly string[] {
  return [
    `    source: ${quoted(source)}`,
    `    version: ${quoted(version)}`,
    ...(signedBy === undefined ? [] : [`    key: ${quoted(signedBy)}`]),
    '    platforms:',
    ...sorted(found).flatMap(([platform, each]) => [
      `      ${platform}:`,
      ...sortedHashes(each).map((hash) => `        - ${quoted(hash)}`),
    ]),
  ];
}

/** By the numbers of the characters: the order must not depend on the language of the user. */
const sorted = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** JSON is YAML. Always in quotes: a version such as 1.10 would be a number. A review must show all that is in it. */
const quoted = (value: string): string => withVisibleEscapes(JSON.stringify(value));
