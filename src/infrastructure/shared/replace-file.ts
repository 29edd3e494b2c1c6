import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { AwfError } from '../../domain/errors/awf-error.js';

/**
 * Replaces a file as a whole: writes beside it, flushes, and renames.
 *
 * @param mode 0o600 for what only its owner may read
 * @throws AwfError `SYSTEM.IO.WRITE_FAILED`
 */
export async function replaceFile(path: string, text: string, mode: number, signal: AbortSignal): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    signal.throwIfAborted();
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new AwfError('SYSTEM.IO.WRITE_FAILED', { path }, { cause });
  }
}
