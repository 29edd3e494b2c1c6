import { AwfError } from '../../../domain/errors/awf-error.js';
import { type JsonObject, recordOf } from '../../../domain/json.js';
import type { Workflow } from '../../../domain/workflow/workflow.js';
import type { RunObserver } from '../../workflows/run-events.js';
import type { Host } from '../../composition/create-host.js';
import { resultToJson, type RunResult } from '../../workflows/run-result.js';
import { unlessGivenUp, type CliContext } from '../cli-context.js';
import { hintsFor } from '../error-hints.js';
import { asAwfError } from '../../../domain/errors/as-awf-error.js';
import { exitStatusFor, showError } from '../errors.js';
import { closeHost, openHost } from '../command-host.js';
import { loadWorkflow } from '../load-workflow.js';
import { showValidation } from '../show-validation.js';
import { checkPluginConfig } from '../plugin-settings-option.js';
import { validatorSettings, type ValidatorOptions } from '../validator-options.js';
import { printLargeJson } from '../print-json.js';
import { RunRecord } from '../run-record.js';
import { labelOf, TextProgress } from '../text-progress.js';

/** Options of `awf run`. */
export interface RunCommandOptions extends ValidatorOptions {
  /** Each `name=value`. */
  readonly input?: readonly string[];
}

/** `awf run FILE`: gives the exit status. On stdout, json is one object whatever happens. */
export async function runCommand(file: string, options: RunCommandOptions, context: CliContext): Promise<number> {
  const progress = options.format === 'text' ? new TextProgress(context).observe : undefined;
  const record = new RunRecord((event) => {
    if (event.type === 'validated') showValidation(file, event.report, options, context);
    if (event.type === 'step-started') context.shown.beginStep(`${event.step.name}  ${labelOf(event.step)}`);
    if (event.type === 'step-finished') context.shown.endStep();
    progress?.(event);
  });
  const canceled = (): AwfError => new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: record.workflow ?? file });
  try {
    return await report(
      await unlessGivenUp(loadAndExecute(file, options, context, record), context, canceled),
      options,
      context,
    );
  } catch (thrown) {
    const error = asAwfError(thrown);
    return await report(record.abandon(error) ?? notRun(file, error), options, context);
  }
}

async function loadAndExecute(
  file: string,
  options: RunCommandOptions,
  context: CliContext,
  record: RunRecord,
): Promise<RunResult> {
  parseInputs(options.input ?? []);
  const host = await openHost(context, options);
  try {
    return await executeWorkflow(file, host, options, context, record.observe);
  } finally {
    await closeHost(host);
  }
}

/** Runs a workflow with a host. */
export async function executeWorkflow(
  file: string,
  host: Host,
  options: RunCommandOptions,
  context: CliContext,
  observer: RunObserver,
): Promise<RunResult> {
  const given = parseInputs(options.input ?? []);
  const { workflow } = await loadWorkflow(file, host, options, context);
  const { env, cwd, signal } = context;
  await checkPluginConfig(options, host, signal);
  const { inputs: preset } = await host.settings.load({ signal });
  const inputs = { ...declaredBy(workflow, preset), ...given };
  return host.runner.run(workflow, { inputs, signal, env, cwd, ...validatorSettings(options), observer });
}

async function report(result: RunResult, options: RunCommandOptions, context: CliContext): Promise<number> {
  if (options.format === 'json') await printLargeJson(context, resultToJson(result, hintsFor(options, context)));
  else if (result.error !== undefined) showError(result.error, options, context);
  return result.error === undefined ? 0 : exitStatusFor(result.error, context);
}

/** The result where there was no run. */
const notRun = (file: string, error: AwfError): RunResult => ({
  workflow: file,
  status: error.code === 'EXECUTION.WORKFLOW.CANCELED' ? 'canceled' : 'failed',
  states: new Map(),
  durationMs: 0,
  error,
});

/** The inputs of the project that the workflow has. A project sets inputs for many workflows. */
function declaredBy({ inputs }: Workflow, preset: JsonObject): JsonObject {
  const declared = new Set(inputs.map(({ name }) => name));
  return recordOf(Object.entries(preset).filter(([name]) => declared.has(name)));
}

/** `name=value` texts as an object; of a name given twice, the last counts. */
function parseInputs(given: readonly string[]): JsonObject {
  const entries = given.map((text): readonly [string, string] => {
    const equals = text.indexOf('=');
    if (equals <= 0)
      throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: `-i ${text}`, problem: 'expected name=value' });
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  return recordOf(entries);
}
