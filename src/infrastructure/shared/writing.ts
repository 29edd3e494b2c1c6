import { rename } from 'node:fs/promises';
import { AwfError } from '../../domain/errors/awf-error.js';

/**
 * Does something that changes the disk. An error of the system becomes ours, and ours stays as it is.
 *
 * @param path what is changed, for the error
 * @param remedyFor gives advice that fits the place better than the usual one
 * @throws AwfError `SYSTEM.IO.WRITE_FAILED`, or what `work` throws
 */
export async function writing<T>(
  path: string,
  work: () => Promise<T>,
  remedyFor: (cause: unknown) => string | undefined = () => undefined,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (AwfError.is(cause)) throw cause;
    const remedy = remedyFor(cause);
    throw new AwfError('SYSTEM.IO.WRITE_FAILED', remedy === undefined ? { path } : { path, remedy }, { cause });
  }
}

/** Renames what may be missing. @returns whether it was there */
export async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
