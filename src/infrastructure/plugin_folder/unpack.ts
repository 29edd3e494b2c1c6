import { open, stat } from 'node:fs/promises';
import { AwfError } from '../../domain/errors/awf-error.js';
import { readErrorOf } from '../shared/read-text-file.js';
import { EntryWriter } from './entry-writer.js';
import { readFolder } from './read-folder.js';
import { readTar } from './read-tar.js';
import { readZip } from './read-zip.js';

/**
 * Unpacks an archive, or copies a folder.
 *
 * @param target an empty folder that nobody else writes to. After an error it holds a part.
 * @throws AwfError `USER.INPUT.MISSING_FILE`, `USER.VALIDATION.ARCHIVE_INVALID`, `SYSTEM.IO.READ_FAILED`, `.WRITE_FAILED`; the reason of the signal
 */
export async function unpack(source: string, target: string, signal: AbortSignal): Promise<void> {
  await using writer = new EntryWriter(target, source, signal);
  const kind = await kindOf(source);
  try {
    if (kind === 'folder') await readFolder(source, writer);
    else if (kind === 'gzip') await readTar(source, writer, signal);
    else await readZip(source, writer);
  } catch (error) {
    signal.throwIfAborted();
    throw AwfError.is(error) ? error : unreadable(source, kind, error);
  }
}

/** The first bytes decide, because a name may be anything. */
async function kindOf(path: string): Promise<'folder' | 'gzip' | 'zip'> {
  const status = await stat(path).catch((cause: unknown) => {
    throw readErrorOf(path, cause);
  });
  if (status.isDirectory()) return 'folder';
  if (!status.isFile())
    throw new AwfError('USER.INPUT.MISSING_FILE', { path, problem: 'is neither a file nor a folder' });
  const first = await firstBytes(path);
  if (first.startsWith('1f8b')) return 'gzip';
  if (first.startsWith('504b')) return 'zip';
  throw new AwfError('USER.VALIDATION.ARCHIVE_INVALID', { path, problem: 'it is no .tar.gz or .zip file' });
}

async function firstBytes(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4) });
    return buffer.toString('hex', 0, bytesRead);
  } catch (cause) {
    throw readErrorOf(path, cause);
  }
}

function unreadable(path: string, kind: string, cause: unknown): AwfError {
  if (kind === 'folder') return readErrorOf(path, cause);
  const { code, message } = cause as NodeJS.ErrnoException;
  // The file system's errors have a number.
  if (typeof (cause as NodeJS.ErrnoException).errno === 'number' && code?.startsWith('Z_') !== true)
    return readErrorOf(path, cause);
  return new AwfError('USER.VALIDATION.ARCHIVE_INVALID', { path, problem: `it is damaged: ${message}` }, { cause });
}
