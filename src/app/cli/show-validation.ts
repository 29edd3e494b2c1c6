import type { PluginIssue, ValidationReport } from '../workflows/validation-report.js';
import type { CliContext, GlobalOptions } from './cli-context.js';
import { printableLine } from './printable.js';

/** More findings of one severity are counted. A person reads the first, and `-f json` has all. */
export const mostShown = 100;
const longestLine = 2_500;

/**
 * Shows on stderr the warnings and notes of plugins about a workflow, and which of them could not be asked. Their errors are in the message
 * of the error that refuses the workflow.
 */
export function showValidation(
  file: string,
  { issues, validators }: ValidationReport,
  { format }: GlobalOptions,
  { err, errColors: c, secrets }: CliContext,
): void {
  if (format === 'quiet') return;
  const paint = { warning: c.yellow, info: c.dim };
  for (const severity of ['warning', 'info'] as const) {
    const found = issues.filter((issue) => issue.severity === severity);
    for (const issue of found.slice(0, mostShown))
      err(`${paint[severity](severity)} ${printableLine(secrets, issueLine(file, issue), longestLine)}\n`);
    if (found.length > mostShown) err(`${paint[severity](severity)} and ${found.length - mostShown} more\n`);
  }
  for (const { plugin, error, omitted } of validators) {
    const name = printableLine(secrets, plugin);
    if (error !== undefined)
      err(
        `${c.yellow('warning')} the validator ${name} has not checked everything: ${printableLine(secrets, error.message, longestLine)}\n`,
      );
    if (omitted !== undefined) err(`${c.yellow('warning')} the validator ${name} found ${omitted} more issues\n`);
  }
}

/** A finding with its place, on one line. */
const issueLine = (file: string, { at, step, field, message, plugin }: PluginIssue): string =>
  `${file}:${at.line}:${at.column}: ${step === undefined ? '' : `step ${step}: `}${field === undefined ? '' : `${field}: `}${message} (${plugin})`;
