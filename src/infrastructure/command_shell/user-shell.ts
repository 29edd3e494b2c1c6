import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';

const fallback = '/bin/sh';

/**
 * The shell that commands run in: `$SHELL` of this process, or `/bin/sh` where it is not set, is not an absolute path, or does not exist.
 * This is AWF's rule, so that a workflow written for bash means the same where `/bin/sh` is dash.
 */
export function userShell(shell = process.env['SHELL'] ?? ''): string {
  if (!isAbsolute(shell)) return fallback;
  try {
    statSync(shell);
    return shell;
  } catch {
    return fallback;
  }
}
