import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import { didYouMean } from '../did-you-mean.js';

/** Fields of a state that ran, as expressions name them. */
export const stateFields = ['Output', 'Response', 'Data', 'Stderr', 'ExitCode', 'Status', 'Error'] as const;

/** What expressions find under `workflow` and `context`. */
export const workflowFields = ['ID', 'Name', 'CurrentState', 'StartedAt', 'Duration'] as const;
export const contextFields = ['WorkingDir', 'User', 'Hostname'] as const;

/** The first part of every reference. */
export const namespaces = ['inputs', 'states', 'workflow', 'env', 'context'] as const;

const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();
const spelled = (name: string, fields: readonly string[]): string =>
  fields.find((field) => plain(field) === plain(name)) ?? name;

/**
 * A reference with the host's own field names in the one spelling that scopes use. AWF knows `Output` and `WorkingDir` only, while its
 * documentation also writes `output` and `working_dir`; both are accepted. Names that users choose are left alone.
 */
export function canonicalPath(path: readonly string[]): readonly string[] {
  const [root, second, third, ...rest] = path;
  if (root === 'workflow' && second !== undefined) return [root, spelled(second, workflowFields), ...path.slice(2)];
  if (root === 'context' && second !== undefined) return [root, spelled(second, contextFields), ...path.slice(2)];
  if (root === 'states' && second !== undefined && third !== undefined)
    return [root, second, spelled(third, stateFields), ...rest];
  return path;
}

/** "there is no X; there are: a, b" with a guess at what was meant; names at most ten. */
export function notAmong(name: string, what: string, known: readonly string[]): string {
  if (known.length === 0) return `there is no ${what} ${name}; there are none`;
  const more = known.length > 10 ? ' ...' : '';
  return `there is no ${what} ${name}; there are: ${known.slice(0, 10).join(', ')}${more}${didYouMean(name, known)}`;
}

/** Outcome of {@link lookUp}. */
export type LookedUp =
  { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly problem: string };

/** Follows a reference through a scope: own properties of objects, and indexes of lists. Nothing inherited is ever reached. */
export function lookUp(path: readonly string[], scope: JsonObject): LookedUp {
  let value: JsonValue = scope;
  for (const [depth, segment] of path.entries()) {
    const next = child(value, segment);
    if (next === undefined) return { ok: false, problem: missing(path, depth, value) };
    value = next;
  }
  return { ok: true, value };
}

function child(value: JsonValue, segment: string): JsonValue | undefined {
  if (Array.isArray(value)) return (value as readonly JsonValue[])[/^\d+$/u.test(segment) ? Number(segment) : -1];
  if (!isJsonObject(value)) return undefined;
  return Object.hasOwn(value, segment) ? value[segment] : undefined;
}

function missing(path: readonly string[], depth: number, value: JsonValue): string {
  const segment = path[depth] ?? '';
  const parent = path.slice(0, depth).join('.');
  // The names of all environment variables would not help, and may be private.
  if (parent === 'env') return `the environment variable ${segment} is not set`;
  if (Array.isArray(value)) return `${parent} has ${value.length} items, none at ${segment}`;
  if (!isJsonObject(value))
    return `${parent} is ${value === null ? 'null' : `a ${typeof value}`}, it has no ${segment}`;
  if (parent === 'states')
    return `state ${segment} has not run; those that have: ${Object.keys(value).join(', ') || 'none'}`;
  return notAmong(segment, parent === '' ? 'namespace' : `${parent} field`, Object.keys(value));
}
