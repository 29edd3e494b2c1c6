import { createReadStream } from 'node:fs';
import { AwfError } from '../../domain/errors/awf-error.js';

/** Outcome of {@link readTextFile}: the text, or why there is none in the file. */
export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string; readonly cause?: unknown };

/**
 * Reads a UTF-8 text of at most `maxBytes`. As a stream, because a file may be a pipe, and may be /dev/zero.
 *
 * @throws AwfError `USER.INPUT.MISSING_FILE`, `SYSTEM.IO.READ_FAILED`; the reason of the signal when it is aborted
 */
export async function readTextFile(path: string, maxBytes: number, signal: AbortSignal): Promise<FileText> {
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) return { ok: false, problem: `the file is larger than ${maxBytes} bytes` };
      chunks.push(chunk);
    }
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch (cause) {
    signal.throwIfAborted();
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return { ok: false, problem: 'the file is not UTF-8 text', cause };
    throw readErrorOf(path, cause);
  }
}

/** The domain's error for a file or folder that could not be read. */
export function readErrorOf(path: string, cause: unknown): AwfError {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AwfError('USER.INPUT.MISSING_FILE', { path }, { cause });
    case 'EISDIR':
      return new AwfError('USER.INPUT.MISSING_FILE', { path, problem: 'is a folder, not a file' }, { cause });
    default:
      return new AwfError('SYSTEM.IO.READ_FAILED', { path }, { cause });
  }
}
