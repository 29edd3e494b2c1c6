import type { AwfError } from '../../domain/errors/awf-error.js';
import { causesOf } from '../../domain/errors/causes.js';
import { exitStatusOf } from '../../domain/errors/exit-status.js';
import { errorToJson } from '../workflows/run-result.js';
import { hintsFor } from './error-hints.js';
import { Interruption, type CliContext, type GlobalOptions } from './cli-context.js';
import { printJson } from './print-json.js';
import { printable, printableMessage } from './printable.js';

/** Exit status of a command that failed; 128 + the signal's number when it was canceled by a signal, as shells count. */
export function exitStatusFor(error: AwfError, { signal }: CliContext): number {
  const reason: unknown = signal.aborted ? signal.reason : undefined;
  return reason instanceof Interruption ? 128 + reason.signalNumber : exitStatusOf(error.code);
}

/** Says why a command failed, an object on stdout for json and text on stderr otherwise: gives the exit status. */
export function reportFailure(error: AwfError, options: GlobalOptions, context: CliContext): number {
  if (options.format === 'json') printJson(context, { error: errorToJson(error, hintsFor(options, context)) });
  else showError(error, options, context);
  return exitStatusFor(error, context);
}

/** Shows an error to a person. */
export function showError(
  error: AwfError,
  options: Pick<GlobalOptions, 'pluginsDir' | 'verbose'>,
  context: CliContext,
): void {
  const { err, errColors: c } = context;
  const verbose = options.verbose === true;
  err(
    `${c.red('error')} ${c.dim(error.code)}\n${indent(printableMessage(context.secrets, context.shown.messageOf(error)))}`,
  );
  err(`${c.dim(`  ${printable(context.secrets, hintsFor(options, context)(error))}`)}\n`);
  if (verbose && error.code === 'SYSTEM.INTERNAL.UNMAPPED' && error.cause instanceof Error)
    err(indent(printable(context.secrets, error.cause.stack ?? '')));
  else if (verbose || error.code.startsWith('SYSTEM.IO.'))
    for (const { message } of causesOf(error))
      err(c.dim(indent(`caused by: ${printableMessage(context.secrets, message)}`)));
}

/** Every line two spaces to the right, and a line break at the end. */
export const indent = (text: string, by = '  '): string =>
  text
    .split('\n')
    .map((line) => `${by}${line}\n`)
    .join('');
