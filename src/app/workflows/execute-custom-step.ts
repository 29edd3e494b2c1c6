import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import { lastLines } from '../../domain/text.js';
import type { EvaluationContext } from '../../domain/workflow/template-evaluator.js';
import type { CustomState } from '../../domain/workflow/workflow.js';
import type { StepTypeProvider } from '../../ports/step-type-provider.js';
import { evaluateInputs } from './evaluate-inputs.js';
import type { StepOutcome } from './run-scope.js';

/** Executes a step of a type that a plugin adds. As in AWF, the plugin also sees the inputs of the workflow. */
export async function executeCustomStep(
  step: CustomState,
  { context, signal }: { readonly context: EvaluationContext; readonly signal: AbortSignal },
  stepTypes: StepTypeProvider,
): Promise<Omit<StepOutcome, 'durationMs'>> {
  const { name: stepName } = step;
  const stepType = step.stepType.value.name;
  const config = evaluateInputs(step.config, context);
  const inputs = context.scope.inputs as JsonObject;
  const request = { stepName, stepType, config, inputs };
  const { output, data, exitCode } = await stepTypes.executeStep(request, { signal, timeoutMs: step.timeoutMs });
  const done = { output, response: data, stdout: output, stderr: '', exitCode };
  if (exitCode === 0) return { ...done, status: 'completed' };
  const outputTail = lastLines(output, 10, 2_000);
  const error = new AwfError('EXECUTION.PLUGIN.STEP_FAILED', { step: stepName, stepType, exitCode, outputTail });
  return { ...done, status: 'failed', error };
}
