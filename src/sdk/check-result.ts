import { deepestNesting } from '../domain/json-text.js';
import type { OperationResult } from '../domain/plugin/operation.js';

/**
 * Checks what a handler returned, because a program without type checks may return anything, and JSON changes many values without a word:
 * NaN becomes null, and a Map an empty object.
 *
 * @throws TypeError that says what is wrong, with the path of the value
 */
export function checkResult(returned: unknown): asserts returned is OperationResult {
  const problem = shapeProblem(returned);
  if (problem !== undefined) throw new TypeError(`the handler ${problem}; ${advice}`);
  const found = jsonProblem((returned as OperationResult).outputs, 'outputs');
  if (found === undefined) return;
  throw new TypeError(`the handler gave success() or failure() a value that JSON cannot express: ${found}`);
}

/** What JSON would change or lose in an object, if anything: the path of the value, which begins with `name`, and what is wrong with it. */
export function jsonProblem(object: object, name: string): string | undefined {
  const first = inObject(object, 0);
  const found = first?.problem === tooDeep ? cycleIn(object, new Set()) : first;
  return found === undefined ? undefined : `${name}${found.path} ${found.problem}`;
}

const advice = 'it must return success({ name: value }) or failure("why")';

function shapeProblem(returned: unknown): string | undefined {
  if (typeof returned !== 'object' || returned === null || Array.isArray(returned))
    return `returned ${kindOf(returned)}`;
  const { success, outputs, error } = returned as Readonly<Record<string, unknown>>;
  if (typeof success !== 'boolean') return 'returned an object without `success`';
  if (typeof outputs !== 'object' || outputs === null || Array.isArray(outputs))
    return `gave ${kindOf(outputs)} as outputs, not an object`;
  return success || typeof error === 'string'
    ? undefined
    : `gave ${kindOf(error)} as the error of failure(), not a text`;
}

/** Something that JSON would change or lose. The path is put together on the way back, so that a valid result costs no texts. */
interface Found {
  readonly path: string;
  readonly problem: string;
}

/** A value that contains itself, or one that the encoder refuses because it is nested too deep. */
const tooDeep = 'is nested too deep';

/** Where a value contains itself. Only values that are nested too deep are searched, because remembering all objects is slow. */
function cycleIn(value: unknown, around: Set<unknown>): Found | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (around.has(value)) return { path: '', problem: 'contains itself' };
  if (around.size > deepestNesting) return undefined;
  around.add(value);
  for (const [name, member] of Object.entries(value)) {
    const found = cycleIn(member, around);
    if (found !== undefined)
      return { ...found, path: `${Array.isArray(value) ? `[${name}]` : `.${name}`}${found.path}` };
  }
  around.delete(value);
  return undefined;
}

/** Members that are undefined are left out, as JSON does. `depth` is how many objects and lists are around the value. */
function inValue(value: unknown, depth: number): Found | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? undefined : { path: '', problem: `is ${value}` };
    case 'bigint':
    case 'function':
    case 'symbol':
      return { path: '', problem: `is ${kindOf(value)}` };
    case 'object':
      if (value === null || 'toJSON' in value) return undefined;
      if (depth > deepestNesting) return { path: '', problem: tooDeep };
      return Array.isArray(value) ? inList(value, depth) : inObject(value, depth);
    default:
      return undefined;
  }
}

function inList(list: readonly unknown[], depth: number): Found | undefined {
  for (const [index, item] of list.entries()) {
    const found = item === undefined ? { path: '', problem: 'is undefined' } : inValue(item, depth + 1);
    if (found !== undefined) return { ...found, path: `[${index}]${found.path}` };
  }
  return undefined;
}

/** Objects whose content is not in their properties, with what their author can send instead. */
const opaque: readonly (readonly [type: abstract new (...args: never) => object, instead: string])[] = [
  [Map, 'use Object.fromEntries()'],
  [Set, 'use an array'],
  [Promise, 'await it'],
  [Error, 'use its message'],
  [RegExp, 'use its source'],
  [WeakMap, 'it has no content that can be listed'],
  [WeakSet, 'it has no content that can be listed'],
  [ArrayBuffer, 'use a text, such as base64'],
];

function inObject(value: object, depth: number): Found | undefined {
  const known = opaque.find(([type]) => value instanceof type);
  if (known !== undefined) return { path: '', problem: `is ${kindOf(value)}; ${known[1]}` };
  if (ArrayBuffer.isView(value))
    return { path: '', problem: `is ${kindOf(value)}; use a text, such as base64, or an array` };
  for (const [name, member] of Object.entries(value)) {
    const found = inValue(member, depth + 1);
    if (found !== undefined) return { ...found, path: `.${name}${found.path}` };
  }
  return undefined;
}

/** What a value is, for messages: `a Map`, `an array`, `undefined`. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'bigint') return 'a BigInt';
  const name = typeof value === 'object' ? nameOfClass(value) : typeof value;
  return /^[aeio]/iu.test(name) ? `an ${name}` : `a ${name}`;
}

/** An object without a prototype has no constructor. */
const nameOfClass = (value: object): string =>
  (value as { readonly constructor?: { readonly name?: string } }).constructor?.name ?? 'object';
