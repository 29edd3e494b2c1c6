import { recordOf, type JsonObject, type JsonValue } from '../../domain/json.js';
import { evaluate, type EvaluationContext } from '../../domain/workflow/template-evaluator.js';
import { TextBudget } from '../../domain/workflow/text-budget.js';
import type { OperationInput } from '../../domain/workflow/workflow.js';

/**
 * The values of the inputs of an operation, or of the settings of a step. Leaves out those whose template is null, so that the plugin's default
 * applies if an optional input of the workflow is missing.
 */
export function evaluateInputs(inputs: readonly OperationInput[], context: EvaluationContext): JsonObject {
  const budget = new TextBudget();
  const entries: (readonly [string, JsonValue])[] = [];
  for (const { name, value: template } of inputs) {
    const value = evaluate(template, context, budget);
    if (value !== null || template.kind === 'literal') entries.push([name, value]);
  }
  return recordOf(entries);
}
