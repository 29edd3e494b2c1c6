import { AwfError } from '../errors/awf-error.js';
import { type JsonObject, type JsonValue, recordOf } from '../json.js';
import { lookUp } from './references.js';
import { placeIn } from './source-position.js';
import { mostTemplateText, TextBudget, TextTooLong } from './text-budget.js';
import { callFunction, FunctionMisuse, textOf } from './template-functions.js';
import type { Expression, TemplateText, TemplateValue } from './template.js';

/** What expressions see, and the names for errors. */
export interface EvaluationContext {
  /** `inputs`, `states`, `workflow`, `env`, `context`. */
  readonly scope: JsonObject;
  readonly file: string;
  readonly state: string;
}

/**
 * Replaces every expression by its value. A text that is one whole `{{...}}` becomes that value, with its type; in a longer text,
 * values stand as text.
 *
 * @param budget what is left for the texts of this step
 * @throws AwfError `WORKFLOW.VALIDATION.UNDEFINED_REFERENCE` naming the reference, the state and what there is;
 *   `EXECUTION.TEMPLATE.TOO_LONG` instead of a text that is too long
 */
export function evaluate(value: TemplateValue, context: EvaluationContext, budget = new TextBudget()): JsonValue {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'list':
      return value.items.map((item) => evaluate(item, context, budget));
    case 'map':
      return recordOf(value.entries.map(([key, item]) => [key, evaluate(item, context, budget)]));
    case 'text':
      return evaluateText(value, context, budget);
  }
}

/** Like {@link evaluate}, but the result is always a text. */
export const evaluateToText = (text: TemplateText, context: EvaluationContext): string =>
  textOf(evaluate(text, context));

function evaluateText(text: TemplateText, context: EvaluationContext, budget: TextBudget): JsonValue {
  const { parts } = text.template;
  try {
    const values = parts.map((part) =>
      typeof part === 'string' ? part : expressionValue(part, text, context, budget),
    );
    const [only] = values;
    if (parts.length === 1 && only !== undefined) return only;
    return budget.join(values.map(textOf));
  } catch (error) {
    if (!(error instanceof TextTooLong)) throw error;
    const details = { ...placeIn(context.file, text.at), state: context.state, mostCharacters: mostTemplateText };
    throw new AwfError('EXECUTION.TEMPLATE.TOO_LONG', details);
  }
}

function expressionValue(
  expression: Expression,
  text: TemplateText,
  context: EvaluationContext,
  budget: TextBudget,
): JsonValue {
  const fail = (reference: string, problem: string): AwfError =>
    new AwfError('WORKFLOW.VALIDATION.UNDEFINED_REFERENCE', {
      ...placeIn(context.file, text.at),
      state: context.state,
      reference,
      problem,
    });
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'reference': {
      const found = lookUp(expression.path, context.scope);
      if (!found.ok) throw fail(expression.text, found.problem);
      return found.value;
    }
    case 'call':
      try {
        return callFunction(
          expression.name,
          expression.args.map((argument) => expressionValue(argument, text, context, budget)),
          budget,
        );
      } catch (error) {
        if (error instanceof FunctionMisuse) throw fail(expression.name, error.message);
        throw error;
      }
  }
}
