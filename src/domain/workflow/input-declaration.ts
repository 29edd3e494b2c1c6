import { didYouMean } from '../did-you-mean.js';
import { AwfError } from '../errors/awf-error.js';
import type { Problem } from '../errors/problem.js';
import { type JsonObject, type JsonValue, recordOf } from '../json.js';
import { jsonTextOf } from '../json-text.js';
import { isSecretName } from '../secret-names.js';
import type { SourcePosition } from './source-position.js';
import type { TextPattern } from './text-pattern.js';

export const workflowInputTypes = ['string', 'integer', 'boolean'] as const;
/** What an input of a workflow may be; `integer` takes whole numbers that JavaScript has exactly. */
export type WorkflowInputType = (typeof workflowInputTypes)[number];

/** The rules for an input besides its type. */
export interface InputRules {
  /** The text must match it somewhere; anchor it to match the whole. */
  readonly pattern?: TextPattern;
  /** The values it may have. */
  readonly enum?: readonly JsonValue[];
  /** The least integer it may be. */
  readonly min?: number;
  /** The greatest. */
  readonly max?: number;
}

/** An input as a workflow declares it. */
export interface InputDeclaration {
  /** The name that runs and templates use. */
  readonly name: string;
  /** Where it is declared. */
  readonly at: SourcePosition;
  /** What its value must be; texts are converted to it. */
  readonly type: WorkflowInputType;
  /** Whether a run without it is refused, unless there is a default. */
  readonly required: boolean;
  /** Used when a run leaves it out. Absent: an optional one is null then. */
  readonly default?: JsonValue;
  /** For people. */
  readonly description?: string;
  /** The rules for its value besides the type. */
  readonly rules: InputRules;
  /** Whether its value is masked in every output. AWF does not know this key and ignores it. */
  readonly secret?: boolean;
}

/**
 * The inputs of a run: given values checked and converted to their declared types, then defaults. An optional input that has neither
 * is null. Texts are converted (`"42"` to 42, `"true"` to true), since a command line has nothing else.
 *
 * @throws AwfError `USER.INPUT.VALIDATION_FAILED` with all problems, not the first alone
 */
export function resolveInputs(
  workflow: string,
  declarations: readonly InputDeclaration[],
  given: JsonObject,
): JsonObject {
  const problems: Problem[] = unknownInputs(declarations, given);
  const resolved: [string, JsonValue][] = [];
  for (const declaration of declarations) {
    const { name } = declaration;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) {
      if (declaration.required && declaration.default === undefined)
        problems.push({
          field: name,
          problem: `required${declaration.description ? ` (${declaration.description})` : ''}`,
        });
      resolved.push([name, declaration.default ?? null]);
      continue;
    }
    const converted = convert(value, declaration.type);
    const problem =
      converted === undefined
        ? `expected ${article[declaration.type]} but received ${shown(value)}`
        : ruleBroken(converted, declaration.rules);
    if (problem !== undefined) problems.push({ field: name, problem: isSecret(declaration) ? wrongSecret : problem });
    resolved.push([name, converted ?? null]);
  }
  if (problems.length > 0) throw new AwfError('USER.INPUT.VALIDATION_FAILED', { workflow, problems });
  return recordOf(resolved);
}

/** The problem with a secret, whose value is not repeated. */
const wrongSecret = 'does not have the type or does not follow the rules that the workflow declares';

const isSecret = ({ name, secret }: InputDeclaration): boolean => secret === true || isSecretName(name);

function shown(value: JsonValue): string {
  const json = jsonTextOf(value);
  return json.ok ? (json.text ?? typeof value) : `a value that ${json.problem}`;
}

const article: Readonly<Record<WorkflowInputType, string>> = {
  string: 'a string',
  integer: 'an integer',
  boolean: 'true or false',
};

function unknownInputs(declarations: readonly InputDeclaration[], given: JsonObject): Problem[] {
  const names = new Set(declarations.map((declaration) => declaration.name));
  return Object.keys(given)
    .filter((name) => !names.has(name))
    .map((name) => ({
      field: name,
      problem: `the workflow has no such input; it has: ${[...names].join(', ') || 'none'}${didYouMean(name, names)}`,
    }));
}

/** The texts that AWF takes for a boolean, in any case. */
const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

const isFlag = (value: JsonValue): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** A value as the declared type; undefined when it cannot be one. */
export function convert(value: JsonValue, type: WorkflowInputType): JsonValue | undefined {
  if (type === 'string') return typeof value === 'object' ? undefined : String(value);
  if (type === 'boolean') return typeof value === 'string' ? flags.get(value.toLowerCase()) : isFlag(value);
  const number = typeof value === 'string' && /^[+-]?\d+$/u.test(value.trim()) ? Number(value) : value;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** What rule a value of the right type breaks; undefined for none. */
export function ruleBroken(value: JsonValue, rules: InputRules): string | undefined {
  if (rules.enum !== undefined && !rules.enum.includes(value))
    return `${JSON.stringify(value)} is none of ${rules.enum.map((allowed) => JSON.stringify(allowed)).join(', ')}`;
  if (rules.pattern !== undefined && typeof value === 'string' && !rules.pattern.test(value))
    return `${JSON.stringify(value)} does not match ${String(rules.pattern)}`;
  if (typeof value !== 'number') return undefined;
  if (rules.min !== undefined && value < rules.min) return `${value} is less than ${rules.min}`;
  if (rules.max !== undefined && value > rules.max) return `${value} is more than ${rules.max}`;
  return undefined;
}
