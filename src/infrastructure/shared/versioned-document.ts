import * as v from 'valibot';
import type { Problem } from '../../domain/errors/problem.js';
import { parseYaml } from './parse-yaml.js';
import { keyPlaceOf, placeOf, plainValue, type MapNode, type SourceNode } from './source-tree.js';

/** What a file of ours says, or all that is wrong with it. */
export type Document<T> =
  { readonly ok: true; readonly content: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** How a file of ours is read. */
export interface DocumentFormat<S extends v.GenericSchema> {
  /** The newest `version` of the format that is known. */
  readonly version: number;
  readonly schema: S;
}

/**
 * Reads a file that this program has written, YAML or JSON, and that people and git change. What is not understood is refused as a whole, and so is
 * a file of a later version, which may mean something else by the same words.
 */
export function readDocument<S extends v.GenericSchema>(
  text: string,
  { version, schema }: DocumentFormat<S>,
): Document<v.InferOutput<S>> {
  const source = parseYaml(text);
  if (!source.ok) return { ok: false, problems: source.faults.map(({ at, problem }) => ({ ...at, problem })) };
  const { root } = source;
  if (root.kind !== 'map') return { ok: false, problems: [{ ...root.at, problem: contentOf(text) }] };
  const problem = versionProblem(root, version);
  if (problem !== undefined) return { ok: false, problems: [problem] };
  const parsed = v.safeParse(schema, plainValue(root));
  if (parsed.success) return { ok: true, content: parsed.output };
  return { ok: false, problems: parsed.issues.map((issue) => problemAt(root, issue)) };
}

const contentOf = (text: string): string => (text.trim() === '' ? 'the file is empty' : 'must be a mapping');

function versionProblem(root: MapNode, known: number): Problem | undefined {
  const place = placeOf(root, ['version']);
  const value = root.entries.find(({ key }) => key === 'version')?.value;
  if (value === undefined) return { ...place, field: 'version', problem: 'is missing' };
  const version = plainValue(value);
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return { ...place, field: 'version', problem: `must be ${known}` };
  if (version <= known) return undefined;
  const problem = `is ${version}, and this awf knows up to ${known}; update awf to read this file`;
  return { ...place, field: 'version', problem };
}

function problemAt(root: SourceNode, issue: v.BaseIssue<unknown>): Problem {
  const items = issue.path ?? [];
  const keys = items.map(({ key }) => key as string | number);
  const find = items.at(-1)?.origin === 'key' ? keyPlaceOf : placeOf;
  return { ...find(root, keys), problem: issue.message, field: keys.join('.') || undefined };
}
