import { fstatSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';

/** stdout or stderr. */
type StandardStream = NodeJS.WriteStream & { readonly fd: number };

/**
 * Writes texts to stdout or stderr until a write fails. A closed pipe (`awf ... | head`) is not a failure. Anything else, such as a full
 * disk, is reported once. The command continues in both cases.
 */
export function writerTo(
  stream: StandardStream,
  refused: (error: NodeJS.ErrnoException) => void,
): (text: string) => void {
  let open = true;
  const onError = (error: NodeJS.ErrnoException): void => {
    if (!open) return;
    open = false;
    if (error.code !== 'EPIPE') refused(error);
  };
  stream.on('error', onError);
  const write = isFile(stream)
    ? (text: string) => writeAll(stream.fd, Buffer.from(text))
    : (text: string) => stream.write(text);
  return (text) => {
    if (!open) return;
    try {
      write(text);
    } catch (error) {
      onError(error as NodeJS.ErrnoException);
    }
  };
}

function isFile({ fd }: StandardStream): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}

/** A full disk may take a part of the text. Node's own stream would treat that part as all of it. */
function writeAll(fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done);
}

/** Resolves when a stream takes more, or will never do so again. */
export const drained = (stream: Writable): Promise<void> =>
  new Promise((resolve) => {
    if (!stream.writableNeedDrain) {
      resolve();
      return;
    }
    const over = (): void => {
      stream.off('drain', over).off('close', over);
      resolve();
    };
    stream.on('drain', over).on('close', over);
  });
