import { AwfError } from '../../domain/errors/awf-error.js';
import { exposureOf } from './exposure.js';
import { readTextFile } from './read-text-file.js';

/** Is told of a file that other users could change, which is then used all the same. */
export type OnInsecure = (problem: string) => void;

/**
 * Reads a file that decides what may run, so that it must be the user's own.
 *
 * @param onInsecure without it, a file that other users could change is not read
 * @returns undefined for a file that does not exist
 * @throws AwfError `SYSTEM.IO.READ_FAILED`; the reason of the signal
 */
export async function readGuarded(
  path: string,
  maxBytes: number,
  signal: AbortSignal,
  onInsecure?: OnInsecure,
): Promise<string | undefined> {
  const text = await readIfThere(path, maxBytes, signal);
  if (text !== undefined) await refuseExposed(path, onInsecure);
  return text;
}

/**
 * Refuses a file that has just been read if another user could have written it, or could have put it there. Afterwards, because somebody who can exchange
 * the file could do so between a check and the reading. One who takes the file away is found by its absence.
 *
 * @param onInsecure without it, a file that other users could change is refused
 * @throws AwfError `SYSTEM.IO.READ_FAILED`
 */
export async function refuseExposed(path: string, onInsecure?: OnInsecure): Promise<void> {
  const exposed = await exposureOf(path, 'has gone while it was read');
  if (exposed === undefined) return;
  const problem = `${exposed.path === path ? 'it' : exposed.path} ${exposed.problem}`;
  if (onInsecure === undefined)
    throw new AwfError('SYSTEM.IO.READ_FAILED', { path, problem: { problem }, exposed: true });
  onInsecure(`${path} is not safe from other users: ${problem}`);
}

/**
 * Reads a file that may be missing. A folder in its place is not a missing file.
 * @throws AwfError `SYSTEM.IO.READ_FAILED`; the reason of the signal
 */
export async function readIfThere(path: string, maxBytes: number, signal: AbortSignal): Promise<string | undefined> {
  try {
    const file = await readTextFile(path, maxBytes, signal);
    if (file.ok) return file.text;
    throw new AwfError('SYSTEM.IO.READ_FAILED', { path, problem: { problem: file.problem } }, { cause: file.cause });
  } catch (error) {
    if (!AwfError.is(error, 'USER.INPUT.MISSING_FILE')) throw error;
    const { code } = error.cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    const problem = code === 'EISDIR' ? { problem: 'it is a folder, not a file' } : undefined;
    throw new AwfError('SYSTEM.IO.READ_FAILED', { path, problem }, { cause: error.cause });
  }
}
