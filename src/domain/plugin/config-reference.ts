import type { JsonValue } from '../json.js';
import { isJsonObject, recordOf } from '../json.js';

/** Gives the value of an environment variable; undefined where it is not set. */
export type Variables = (name: string) => string | undefined;

/** A value after its references, or what is wrong with one of them. */
export type Expanded<T> =
  | { readonly ok: true; readonly value: T; readonly variables: readonly string[] }
  | { readonly ok: false; readonly problem: string };

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/u;

const malformed = 'has a ${ without the name of a variable and a } after it; write $${ for a ${ that stays as it is';

/**
 * Replaces each `${NAME}` in a text with the value of that variable. `$${` stands for `${`. What a variable contains is not expanded again.
 * A variable that is not set is a problem; an empty one is an empty text.
 */
export function expandText(text: string, variable: Variables): Expanded<string> {
  const variables: string[] = [];
  let expanded = '';
  let from = 0;
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', from)) {
    if (at > from && text[at - 1] === '$') {
      expanded += `${text.slice(from, at - 1)}\${`;
      from = at + 2;
      continue;
    }
    const end = text.indexOf('}', at);
    const name = text.slice(at + 2, Math.max(end, at + 2));
    if (end < 0 || !variableName.test(name)) return { ok: false, problem: malformed };
    const value = variable(name);
    if (value === undefined) return { ok: false, problem: notSet(name) };
    expanded += text.slice(from, at) + value;
    variables.push(name);
    from = end + 1;
  }
  return { ok: true, value: expanded + text.slice(from), variables };
}

/** Replaces the references in all texts of a value. Names of members stay as they are. */
export function expandValue(value: JsonValue, variable: Variables): Expanded<JsonValue> {
  if (typeof value === 'string') return expandText(value, variable);
  if (typeof value !== 'object' || value === null) return { ok: true, value, variables: [] };
  const variables: string[] = [];
  const entries: [string, JsonValue][] = [];
  for (const [name, member] of Object.entries(value)) {
    const expanded = expandValue(member, variable);
    if (!expanded.ok) return expanded;
    variables.push(...expanded.variables);
    entries.push([name, expanded.value]);
  }
  return { ok: true, value: isJsonObject(value) ? recordOf(entries) : entries.map(([, item]) => item), variables };
}

const notSet = (name: string): string => `refers to the environment variable ${name}, which is not set`;

/** Where a secret is. */
export type SecretReference =
  { readonly kind: 'env'; readonly name: string } | { readonly kind: 'file'; readonly path: string };

/** The reference in the value of a secret setting, or what is wrong with it. */
export type ReadReference =
  { readonly ok: true; readonly reference: SecretReference } | { readonly ok: false; readonly problem: string };

const byReference = 'is a secret, which is given by reference: env:NAME or file:PATH';

/** Reads the value of a secret setting. A problem never repeats the value, because it may be the secret itself. */
export function secretReferenceIn(value: JsonValue): ReadReference {
  if (typeof value !== 'string') return { ok: false, problem: byReference };
  if (value.startsWith('env:')) {
    const name = value.slice('env:'.length);
    return variableName.test(name)
      ? { ok: true, reference: { kind: 'env', name } }
      : { ok: false, problem: 'must have the name of an environment variable after env:' };
  }
  if (!value.startsWith('file:')) return { ok: false, problem: byReference };
  const path = value.slice('file:'.length);
  return path === '' || path.includes('\0')
    ? { ok: false, problem: 'must have the path of a file after file:' }
    : { ok: true, reference: { kind: 'file', path } };
}

/** What is wrong with the references in a value that is to be stored, if anything. Whether their variables are set is seen at a start. */
export function referenceProblem(value: JsonValue, secret: boolean): string | undefined {
  if (!secret) {
    const expanded = expandValue(value, () => '');
    return expanded.ok ? undefined : expanded.problem;
  }
  const read = secretReferenceIn(value);
  if (!read.ok) return read.problem;
  return read.reference.kind === 'file' ? referenceProblem(read.reference.path, false) : undefined;
}
