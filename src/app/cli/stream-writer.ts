import { fstatSync, writeSync } from 'node:fs';

/** stdout or stderr. */
type StandardStream = NodeJS.WriteStream & { readonly fd: number };

/**
 * Writes texts to stdout or stderr until one is refused. A reader that has seen enough (`awf ... | head`) is no failure; anything
 * else, as a full disk, is reported once. What a command does goes on either way: there is just nobody to tell.
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

/** The system writes what still fits on the disk and says how much that was; Node's stream takes it for all. */
function writeAll(fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done);
}
