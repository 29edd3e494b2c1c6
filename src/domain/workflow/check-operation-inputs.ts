import type { Problem } from '../errors/problem.js';
import type { JsonValue } from '../json.js';
import { isOfType, typeProblem } from '../plugin/input-type.js';
import { inputProblem, unknownInput, type InputRole } from '../plugin/operation-input.js';
import type { InputSchema, OperationSchema } from '../plugin/operation.js';
import type { TemplateValue } from './template.js';
import type { SourcePosition } from './source-position.js';
import type { CustomState, OperationInput, OperationState } from './workflow.js';

/**
 * What is wrong with the inputs of a step, as far as its file shows. Inputs that are missing or unknown always show, and so do values
 * without expressions. The value of an expression is known when the step runs, and is checked then.
 */
export const operationInputProblems = (step: OperationState, { inputs }: Pick<OperationSchema, 'inputs'>): Problem[] =>
  problemsOf({ given: step.inputs, at: step.operation.at }, inputs, 'an input of this operation');

/** The same of the settings of a step of a type that a plugin adds. */
export const stepConfigProblems = (step: CustomState, config: OperationSchema['inputs']): Problem[] =>
  problemsOf({ given: step.config, at: step.stepType.at }, config, 'a setting of this type of step');

/** What a step gives, and where the name stands of what takes it. */
interface Given {
  readonly given: readonly OperationInput[];
  readonly at: SourcePosition;
}

function problemsOf({ given, at: stepAt }: Given, inputs: OperationSchema['inputs'], role: InputRole): Problem[] {
  const names = Object.keys(inputs);
  if (names.length === 0) return [];
  const problems: Problem[] = [];
  for (const { name, at, value } of given) {
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    const problem = input === undefined ? unknownInput(name, names, role) : valueProblem(value, input);
    if (problem !== undefined) problems.push({ ...at, field: name, problem });
  }
  const present = new Set(given.map(({ name }) => name));
  for (const name of names) {
    const input = inputs[name] as InputSchema;
    const missing = !present.has(name) && input.default === undefined && input.required;
    if (missing) problems.push({ ...stepAt, field: name, problem: 'is required' });
  }
  return problems;
}

function valueProblem(value: TemplateValue, schema: InputSchema): string | undefined {
  switch (value.kind) {
    case 'literal':
      return literalProblem(value.value, schema);
    case 'list':
      return kindProblem([], schema);
    case 'map':
      return kindProblem({}, schema);
    case 'text': {
      const { parts } = value.template;
      const texts = parts.filter((part) => typeof part === 'string');
      if (texts.length === parts.length) return literalProblem(texts.join(''), schema);
      // An expression beside other text always gives a text.
      return parts.length > 1 ? kindProblem('', schema) : undefined;
    }
  }
}

const literalProblem = (value: JsonValue, schema: InputSchema): string | undefined =>
  value === null && schema.default !== undefined ? undefined : inputProblem(value, schema);

/** What is wrong with the type of a value that is not known yet. */
const kindProblem = (example: JsonValue, { type, takesText }: InputSchema): string | undefined =>
  isOfType(example, type) || (takesText === true && typeof example === 'string')
    ? undefined
    : typeProblem(example, type);
