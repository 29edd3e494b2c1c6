import { didYouMean } from '../did-you-mean.js';
import type { Problem } from '../errors/problem.js';
import { type JsonObject, type JsonValue, recordOf } from '../json.js';
import { isOfType, typeProblem } from './input-type.js';
import type { InputSchema, OperationSchema } from './operation.js';

/** The inputs with defaults filled in, or all that is wrong with them. */
export type CheckedInputs =
  { readonly ok: true; readonly inputs: JsonObject } | { readonly ok: false; readonly problems: readonly Problem[] };

const rules: Readonly<Record<string, { readonly holds: RegExp; readonly problem: string }>> = {
  url: { holds: /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]\S*$/i, problem: 'must be a URL such as https://example.org/' },
  email: { holds: /^[^\s@]+@[^\s@]+$/, problem: 'must be an e-mail address such as name@example.org' },
};

/** What is wrong with the value of one input, if anything. `null` counts as absent. */
export function inputProblem(value: JsonValue | undefined, schema: InputSchema): string | undefined {
  if (value === undefined || value === null) return schema.required ? 'is required' : undefined;
  if (!isOfType(value, schema.type) && !isReadAs(value, schema)) return typeProblem(value, schema.type);
  const rule = schema.validation === undefined ? undefined : rules[schema.validation];
  return rule === undefined || typeof value !== 'string' || rule.holds.test(value) ? undefined : rule.problem;
}

/** Whether a text stands for a value of the type. */
function isReadAs(text: JsonValue, { type, takesText }: InputSchema): boolean {
  if (takesText !== true || typeof text !== 'string') return false;
  try {
    return isOfType(JSON.parse(text) as JsonValue, type);
  } catch {
    return false;
  }
}

/** What a name should have been the name of, for messages. */
export type InputRole = 'an input of this operation' | 'a setting of this type of step';

/** The problem with an input that does not exist. */
export const unknownInput = (
  name: string,
  known: readonly string[],
  role: InputRole = 'an input of this operation',
): string => `is not ${role}${didYouMean(name, known)}`;

/**
 * Checks the inputs of one call against the operation's schema and fills in its defaults. A schema without any input says
 * nothing, so everything passes: many plugins describe none. Otherwise an unknown input is reported. `null` counts
 * as absent.
 */
export function checkOperationInputs(
  schema: Pick<OperationSchema, 'inputs'>,
  inputs: JsonObject,
  role?: InputRole,
): CheckedInputs {
  const names = Object.keys(schema.inputs);
  if (names.length === 0) return { ok: true, inputs };

  const problems: Problem[] = [];
  const defaults: [string, JsonValue][] = [];
  for (const name of names) {
    const input = schema.inputs[name] as InputSchema;
    // `in` and plain access would find inherited members such as "constructor".
    const given = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if ((given === undefined || given === null) && input.default !== undefined) defaults.push([name, input.default]);
    else {
      const problem = inputProblem(given, input);
      if (problem !== undefined) problems.push({ field: name, problem });
    }
  }
  for (const name of Object.keys(inputs))
    if (!Object.hasOwn(schema.inputs, name)) problems.push({ field: name, problem: unknownInput(name, names, role) });

  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, inputs: defaults.length === 0 ? inputs : recordOf([...Object.entries(inputs), ...defaults]) };
}
