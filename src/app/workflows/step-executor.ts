import { resolve as resolvePath } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { Progress } from '../../domain/plugin/progress.js';
import { lastLines, trimLineBreaks } from '../../domain/text.js';
import { outputLines } from '../../domain/workflow/go-text.js';
import { evaluateToText, type EvaluationContext } from '../../domain/workflow/template-evaluator.js';
import { textOf } from '../../domain/workflow/template-functions.js';
import type { CommandState, OperationState, StepState } from '../../domain/workflow/workflow.js';
import type { CommandRunner } from '../../ports/command-runner.js';
import type { Logger } from '../../ports/logger.js';
import type { BuiltInOperations, OperationProvider } from '../../ports/operation-provider.js';
import type { StepTypeProvider } from '../../ports/step-type-provider.js';
import { evaluateInputs } from './evaluate-inputs.js';
import { executeCustomStep } from './execute-custom-step.js';
import type { StepOutcome } from './run-scope.js';

/** What executing steps takes. */
export interface StepPorts {
  readonly operations: OperationProvider;
  /** Tells which operations are those of the host. @default none */
  readonly builtIns?: Pick<BuiltInOperations, 'isBuiltIn'> | undefined;
  readonly stepTypes: StepTypeProvider;
  readonly commands: CommandRunner;
  readonly logger: Logger;
}

/** The surroundings of a step. */
export interface StepSurroundings {
  readonly context: EvaluationContext;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Told how far the step is, if it says so. */
  readonly onProgress: (progress: Progress) => void;
}

/** What a step did; its runner adds how long it took. */
export type StepDone = Omit<StepOutcome, 'durationMs'>;

const nothing = { output: '', response: {}, stdout: '', stderr: '' } as const;

/** Executes one step. Failures are in the outcome. It throws only for defects of this program. */
export async function executeStep(step: StepState, around: StepSurroundings, ports: StepPorts): Promise<StepDone> {
  try {
    switch (step.kind) {
      case 'operation':
        return await executeOperation(step, around, ports);
      case 'custom':
        return await executeCustomStep(step, around, ports.stepTypes);
      case 'command':
        return await executeCommand(step, around, ports);
    }
  } catch (error) {
    if (!AwfError.is(error)) throw error;
    return { ...nothing, status: 'failed', exitCode: 1, error };
  }
}

async function executeOperation(
  step: OperationState,
  around: StepSurroundings,
  { operations, builtIns }: StepPorts,
): Promise<StepDone> {
  const operation = step.operation.value.name;
  const inputs = evaluateInputs(step.inputs, around.context);
  const result = await operations.execute(operation, inputs, {
    signal: around.signal,
    timeoutMs: step.timeoutMs,
    onProgress: around.onProgress,
  });
  const output = textOf(result.outputs.output ?? null);
  // AWF's workflows read these lines of AWF's own operations, which have no output for people.
  const isLines = result.outputs.output === undefined && builtIns?.isBuiltIn(step.operation.value.plugin) === true;
  const stdout = isLines ? outputLines(result.outputs) : output;
  const done = { ...nothing, output, stdout, response: result.outputs };
  if (result.success) return { ...done, status: 'completed', exitCode: 0 };
  const error = new AwfError('EXECUTION.PLUGIN.OPERATION_FAILED', { operation, message: result.error });
  return { ...done, status: 'failed', exitCode: 1, error };
}

/** Inserts values as plain text, as AWF does. `{{x | escape}}` quotes a value as one safe word. */
async function executeCommand(
  step: CommandState,
  around: StepSurroundings,
  { commands, logger }: StepPorts,
): Promise<StepDone> {
  const command = evaluateToText(step.command, around.context);
  const dir = step.dir === undefined ? '' : evaluateToText(step.dir, around.context);
  const request = { step: step.name, command, cwd: resolvePath(around.cwd, dir), env: around.env };
  const result = await commands.run(request, { signal: around.signal, timeoutMs: step.timeoutMs });
  if (result.truncated)
    logger.log('warn', 'the command wrote more than is kept; its output is cut off', { step: step.name });
  const { exitCode } = result;
  const { stdout, stderr } = result;
  // Templates see what AWF shows them. A report is for people, who do not want the line break at the end.
  const done = { ...nothing, output: trimLineBreaks(stdout), stdout, stderr, exitCode };
  if (exitCode === 0) return { ...done, status: 'completed' };
  const error = new AwfError('EXECUTION.COMMAND.FAILED', {
    step: step.name,
    exitCode,
    stderrTail: lastLines(stderr, 10, 2_000),
  });
  return { ...done, status: 'failed', error };
}
