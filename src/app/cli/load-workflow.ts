import { AwfError } from '../../domain/errors/awf-error.js';
import type { Problem } from '../../domain/errors/problem.js';
import type { LoadedWorkflow } from '../../ports/workflow-source.js';
import type { Host } from '../composition/create-host.js';
import type { CliContext, GlobalOptions } from './cli-context.js';
import { printableLine } from './printable.js';
import { mostShown } from './show-validation.js';

/** Reads a workflow and shows the warnings about its file on stderr, whether the file is valid or not. */
export async function loadWorkflow(
  file: string,
  { workflows }: Host,
  options: GlobalOptions,
  context: CliContext,
): Promise<LoadedWorkflow> {
  try {
    const loaded = await workflows.load(file, { signal: context.signal });
    showWarnings(file, loaded.warnings, options, context);
    return loaded;
  } catch (error) {
    showWarnings(file, warningsOf(error), options, context);
    throw error;
  }
}

/** The warnings about the file of a workflow that cannot be used. */
export function warningsOf(error: unknown): readonly Problem[] {
  if (!AwfError.is(error) || !('warnings' in error.details)) return [];
  return error.details.warnings ?? [];
}

/** A warning with its place, on one line. */
export const warningLine = (file: string, { line, column, field, problem }: Problem): string =>
  `${file}:${line ?? 1}:${column ?? 1}: ${field === undefined ? '' : `${field}: `}${problem}`;

function showWarnings(
  file: string,
  warnings: readonly Problem[],
  { format }: GlobalOptions,
  { err, errColors, secrets }: CliContext,
): void {
  if (format === 'quiet') return;
  for (const warning of warnings.slice(0, mostShown))
    err(`${errColors.yellow('warning')} ${printableLine(secrets, warningLine(file, warning), longestWarning)}\n`);
  if (warnings.length > mostShown) err(`${errColors.yellow('warning')} and ${warnings.length - mostShown} more\n`);
}

/** A path, a name and a sentence. */
const longestWarning = 2_000;
