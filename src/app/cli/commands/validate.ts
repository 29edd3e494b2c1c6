import { AwfError } from '../../../domain/errors/awf-error.js';
import type { Problem } from '../../../domain/errors/problem.js';
import type { LoadedWorkflow } from '../../../ports/workflow-source.js';
import { errorToJson, validationToJson } from '../../workflows/run-result.js';
import { nobodyAsked, rejectionOf, type ValidationReport } from '../../workflows/validation-report.js';
import { unlessGivenUp, type CliContext } from '../cli-context.js';
import { hintsFor } from '../error-hints.js';
import { asAwfError } from '../../../domain/errors/as-awf-error.js';
import { exitStatusFor, showError } from '../errors.js';
import { closeHost, openHost } from '../command-host.js';
import { loadWorkflow, warningLine, warningsOf } from '../load-workflow.js';
import { printJson } from '../print-json.js';
import { printableLine } from '../printable.js';
import { showValidation } from '../show-validation.js';
import { checkPluginConfig } from '../plugin-settings-option.js';
import { validatorSettings, type ValidatorOptions } from '../validator-options.js';

/** A workflow that is valid, and whether its plugins were asked. */
interface Verdict extends LoadedWorkflow {
  readonly operationsChecked: boolean;
  /** What the plugins found. Undefined where none was asked. */
  readonly report: ValidationReport | undefined;
}

async function check(file: string, options: ValidatorOptions, context: CliContext): Promise<Verdict> {
  const { pluginsDir, skipPlugins } = options;
  const asksPlugins = pluginsDir !== undefined && skipPlugins !== true;
  if (!asksPlugins && options.pluginConfig !== undefined)
    throw new AwfError('USER.INPUT.INVALID_FORMAT', {
      argument: '-c',
      problem: 'has no effect without --plugins-dir, because no plugin is asked',
    });
  // Without a folder of plugins nothing of them is asked, and none is started.
  const host = await openHost(context, { ...options, skipPlugins: false, pluginsDir: asksPlugins ? pluginsDir : [] });
  try {
    const loaded = await loadWorkflow(file, host, options, context);
    if (!asksPlugins) {
      const operationsChecked = await host.runner.checkBuiltIns(loaded.workflow, { signal: context.signal });
      return { ...loaded, operationsChecked, report: undefined };
    }
    await checkPluginConfig(options, host, context.signal);
    const report = await host.runner.check(loaded.workflow, { signal: context.signal, ...validatorSettings(options) });
    return { ...loaded, operationsChecked: true, report };
  } finally {
    await closeHost(host);
  }
}

/** `awf validate FILE`: gives the exit status. */
export async function validateCommand(file: string, options: ValidatorOptions, context: CliContext): Promise<number> {
  const canceled = (): AwfError => new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: file });
  try {
    const verdict = await unlessGivenUp(check(file, options, context), context, canceled);
    const { workflow, report = nobodyAsked, warnings } = verdict;
    showValidation(file, report, options, context);
    const rejection = rejectionOf(workflow, report);
    if (rejection === undefined) showVerdict(file, verdict, options, context);
    else showInvalid(file, { error: rejection, report, warnings }, options, context);
    return rejection === undefined ? 0 : exitStatusFor(rejection, context);
  } catch (thrown) {
    const error = asAwfError(thrown);
    showInvalid(file, { error, report: undefined, warnings: warningsOf(error) }, options, context);
    return exitStatusFor(error, context);
  }
}

/** Why a workflow is not valid, and what else is known. */
interface Refusal {
  readonly error: AwfError;
  readonly report: ValidationReport | undefined;
  readonly warnings: readonly Problem[];
}

function showInvalid(
  file: string,
  { error, report, warnings }: Refusal,
  options: ValidatorOptions,
  context: CliContext,
): void {
  if (options.format !== 'json') {
    showError(error, options, context);
    return;
  }
  const hints = hintsFor(options, context);
  printJson(context, {
    valid: false,
    workflow: file,
    errors: linesOf(error),
    warnings: warnings.map((warning) => warningLine(file, warning)),
    ...(report === undefined ? {} : validationToJson(report, hints)),
    error: errorToJson(error, hints),
  });
}

function showVerdict(
  file: string,
  { workflow, warnings, operationsChecked, report }: Verdict,
  options: ValidatorOptions,
  context: CliContext,
): void {
  const { out, err, errColors } = context;
  const { format } = options;
  if (format === 'json')
    printJson(context, {
      valid: true,
      workflow: workflow.name,
      warnings: warnings.map((warning) => warningLine(file, warning)),
      operationsChecked,
      ...(report === undefined ? {} : validationToJson(report, hintsFor(options, context))),
    });
  if (format !== 'text') return;
  out(`Workflow '${printableLine(context.secrets, workflow.name)}' is valid\n`);
  if (!operationsChecked)
    err(`${errColors.dim('note')} its operations and their inputs were not checked; --plugins-dir does that\n`);
}

/** A wrong file has a line in its message for each thing that is wrong. */
const linesOf = (error: AwfError): readonly string[] =>
  error.code.startsWith('WORKFLOW.') ||
  error.code === 'USER.VALIDATION.OPERATION_INPUT' ||
  error.code === 'USER.VALIDATION.STEP_CONFIG'
    ? error.message.split('\n')
    : [error.message];
