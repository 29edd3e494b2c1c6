import { AwfError } from '../../../domain/errors/awf-error.js';
import type { Problem } from '../../../domain/errors/error-details.js';
import type { LoadedWorkflow } from '../../../ports/workflow-source.js';
import type { Host } from '../../composition/create-host.js';
import { errorToJson } from '../../workflows/run-result.js';
import { hintOf } from '../error-hints.js';
import { unlessGivenUp, type CliContext, type GlobalOptions } from '../cli-context.js';
import { asAwfError, exitStatusFor, showError } from '../errors.js';
import { closeHost, openHost } from '../command-host.js';
import { printJson } from '../print-json.js';
import { printable } from '../printable.js';

/** Reads a workflow and says what is odd about it on stderr. */
export async function loadWorkflow(
  file: string,
  { workflows }: Host,
  { format }: GlobalOptions,
  { err, errColors, signal }: CliContext,
): Promise<LoadedWorkflow> {
  const loaded = await workflows.load(file, { signal });
  if (format !== 'quiet')
    for (const warning of loaded.warnings)
      err(`${errColors.yellow('warning')} ${printable(`${file}:${placed(warning)}`)}\n`);
  return loaded;
}

const placed = ({ line, column, field, problem }: Problem): string =>
  `${line ?? 1}:${column ?? 1}: ${field === undefined ? '' : `${field}: `}${problem}`;

async function check(file: string, options: GlobalOptions, context: CliContext): Promise<LoadedWorkflow> {
  const { pluginsDir } = options;
  // Without a folder of plugins nothing of them is asked, and none is started.
  const host = await openHost(context, { ...options, pluginsDir: pluginsDir ?? [] });
  try {
    const loaded = await loadWorkflow(file, host, options, context);
    if (pluginsDir !== undefined) await host.runner.check(loaded.workflow, { signal: context.signal });
    return loaded;
  } finally {
    await closeHost(host);
  }
}

/** `awf validate FILE`: gives the exit status. */
export async function validateCommand(file: string, options: GlobalOptions, context: CliContext): Promise<number> {
  const canceled = (): AwfError => new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: file });
  try {
    const { workflow, warnings } = await unlessGivenUp(check(file, options, context), context, canceled);
    if (options.format === 'json')
      printJson(context, {
        valid: true,
        workflow: workflow.name,
        warnings: warnings.map((warning) => `${file}:${placed(warning)}`),
      });
    else if (options.format === 'text') context.out(`Workflow '${printable(workflow.name)}' is valid\n`);
    return 0;
  } catch (thrown) {
    const error = asAwfError(thrown);
    if (options.format === 'json')
      printJson(context, { valid: false, workflow: file, errors: linesOf(error), error: errorToJson(error, hintOf) });
    else showError(error, context, options.verbose === true);
    return exitStatusFor(error, context);
  }
}

/** A wrong file has a line in its message for each thing that is wrong. */
const linesOf = (error: AwfError): readonly string[] =>
  error.code.startsWith('WORKFLOW.') || error.code === 'USER.VALIDATION.OPERATION_INPUT'
    ? error.message.split('\n')
    : [error.message];
