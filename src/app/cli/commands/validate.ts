import { AwfError } from '../../../domain/errors/awf-error.js';
import type { LoadedWorkflow } from '../../../ports/workflow-source.js';
import { pluginsOf } from '../../../domain/workflow/workflow.js';
import { errorToJson } from '../../workflows/run-result.js';
import { unlessGivenUp, type CliContext, type GlobalOptions } from '../cli-context.js';
import { hintsFor } from '../error-hints.js';
import { asAwfError, exitStatusFor, showError } from '../errors.js';
import { closeHost, openHost } from '../command-host.js';
import { loadWorkflow, warningLine, warningsOf } from '../load-workflow.js';
import { printJson } from '../print-json.js';
import { printableLine } from '../printable.js';

/** A workflow that is valid, and whether its plugins were asked. */
interface Verdict extends LoadedWorkflow {
  readonly operationsChecked: boolean;
}

async function check(file: string, options: GlobalOptions, context: CliContext): Promise<Verdict> {
  const { pluginsDir } = options;
  // Without a folder of plugins nothing of them is asked, and none is started.
  const host = await openHost(context, { ...options, pluginsDir: pluginsDir ?? [] });
  try {
    const loaded = await loadWorkflow(file, host, options, context);
    if (pluginsDir !== undefined) await host.runner.check(loaded.workflow, { signal: context.signal });
    return { ...loaded, operationsChecked: pluginsDir !== undefined || pluginsOf(loaded.workflow).length === 0 };
  } finally {
    await closeHost(host);
  }
}

/** `awf validate FILE`: gives the exit status. */
export async function validateCommand(file: string, options: GlobalOptions, context: CliContext): Promise<number> {
  const canceled = (): AwfError => new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: file });
  try {
    showVerdict(file, await unlessGivenUp(check(file, options, context), context, canceled), options, context);
    return 0;
  } catch (thrown) {
    const error = asAwfError(thrown);
    if (options.format === 'json')
      printJson(context, {
        valid: false,
        workflow: file,
        errors: linesOf(error),
        warnings: warningsOf(error).map((warning) => warningLine(file, warning)),
        error: errorToJson(error, hintsFor(options, context)),
      });
    else showError(error, options, context);
    return exitStatusFor(error, context);
  }
}

function showVerdict(
  file: string,
  { workflow, warnings, operationsChecked }: Verdict,
  { format }: GlobalOptions,
  context: CliContext,
): void {
  const { out, err, errColors } = context;
  if (format === 'json')
    printJson(context, {
      valid: true,
      workflow: workflow.name,
      warnings: warnings.map((warning) => warningLine(file, warning)),
      operationsChecked,
    });
  if (format !== 'text') return;
  out(`Workflow '${printableLine(workflow.name)}' is valid\n`);
  if (!operationsChecked)
    err(`${errColors.dim('note')} its operations and their inputs were not checked; --plugins-dir does that\n`);
}

/** A wrong file has a line in its message for each thing that is wrong. */
const linesOf = (error: AwfError): readonly string[] =>
  error.code.startsWith('WORKFLOW.') || error.code === 'USER.VALIDATION.OPERATION_INPUT'
    ? error.message.split('\n')
    : [error.message];
