import { didYouMean } from '../../../domain/did-you-mean.js';
import { AwfError } from '../../../domain/errors/awf-error.js';
import { errorCatalogue, errorCodes } from '../error-catalogue.js';
import { exitStatusOf } from '../../../domain/errors/exit-status.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { reportFailure } from '../errors.js';
import { printJson } from '../print-json.js';

/** `awf error [CODE]`: says what an error code, or all that begin with a prefix, mean. Gives the exit status. */
export function errorCommand(given: string | undefined, options: GlobalOptions, context: CliContext): number {
  const wanted = (given ?? '').toUpperCase();
  const codes = errorCodes.filter((code) => code === wanted || wanted === '' || code.startsWith(`${wanted}.`));
  if (codes.length === 0) return unknown(given ?? '', options, context);
  const { out, colors: c } = context;
  if (options.format === 'json')
    printJson(
      context,
      codes.map((code) => ({ code, exitStatus: exitStatusOf(code), ...errorCatalogue[code] })),
    );
  else if (options.format === 'quiet') out(codes.map((code) => `${code}\n`).join(''));
  else
    for (const code of codes) {
      const { when, remedy } = errorCatalogue[code];
      out(`${c.bold(code)}${c.dim(`  exit status ${exitStatusOf(code)}`)}\n  ${when}\n  ${c.dim(remedy)}\n`);
    }
  return 0;
}

function unknown(code: string, options: GlobalOptions, context: CliContext): number {
  const problem = `there is no error code ${code}${didYouMean(code, errorCodes)}`;
  const error = new AwfError('USER.INPUT.INVALID_FORMAT', { argument: 'awf error', problem });
  return reportFailure(error, options, context);
}
