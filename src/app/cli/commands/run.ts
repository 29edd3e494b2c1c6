import { AwfError } from '../../../domain/errors/awf-error.js';
import { type JsonObject, recordOf } from '../../../domain/json.js';
import { errorToJson, resultToJson, type RunResult } from '../../workflows/run-result.js';
import { unlessGivenUp, type CliContext, type GlobalOptions } from '../cli-context.js';
import { hintOf } from '../error-hints.js';
import { asAwfError, exitStatusFor, showError } from '../errors.js';
import { closeHost, openHost } from '../command-host.js';
import { printJson } from '../print-json.js';
import { TextProgress } from '../text-progress.js';
import { loadWorkflow } from './validate.js';

/** Options of `awf run`. */
export interface RunCommandOptions extends GlobalOptions {
  /** Each `name=value`. */
  readonly input?: readonly string[];
}

/** `awf run FILE`: gives the exit status. On stdout, json is one object whatever happens. */
export async function runCommand(file: string, options: RunCommandOptions, context: CliContext): Promise<number> {
  const canceled = (): AwfError => new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: file });
  try {
    return await unlessGivenUp(loadAndExecute(file, options, context), context, canceled);
  } catch (thrown) {
    const error = asAwfError(thrown);
    if (options.format === 'json') printJson(context, notRun(file, error));
    else showError(error, context, options.verbose === true);
    return exitStatusFor(error, context);
  }
}

async function loadAndExecute(file: string, options: RunCommandOptions, context: CliContext): Promise<number> {
  const inputs = parseInputs(options.input ?? []);
  const host = await openHost(context, options);
  let result: RunResult;
  try {
    const { workflow } = await loadWorkflow(file, host, options, context);
    const { env, cwd, signal } = context;
    const observer = options.format === 'text' ? { observer: new TextProgress(context).observe } : {};
    result = await host.runner.run(workflow, { inputs, signal, env, cwd, ...observer });
  } finally {
    await closeHost(host);
  }
  if (options.format === 'json') printJson(context, resultToJson(result, hintOf));
  else if (result.error !== undefined) showError(result.error, context, options.verbose === true);
  return result.error === undefined ? 0 : exitStatusFor(result.error, context);
}

/** What json prints when there was no run. */
const notRun = (file: string, error: AwfError): JsonObject => ({
  workflow: file,
  status: 'failed',
  states: {},
  error: errorToJson(error, hintOf),
});

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
