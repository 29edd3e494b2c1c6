import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

const forReading = constants.O_RDONLY | constants.O_NONBLOCK;

/** Both ends of a pipe, for one child. */
export interface OpenPipe {
  /** For the child. The caller closes it once the child has been started. */
  readonly writeFd: number;
  readonly reader: Readable;
}

/**
 * A pipe that is made of a FIFO, and used by one child after another. It holds one descriptor, through which Linux opens both
 * ends again and again; the FIFO's name can be removed.
 */
export class Pipe {
  readonly #fd: number;

  constructor(fifo: string) {
    this.#fd = openSync(fifo, forReading);
  }

  /**
   * Opens both ends.
   * @param ended called with the pipe when all that was written has been read and no process can write to it any more
   */
  open(ended: (pipe: this) => void): OpenPipe {
    const path = `/proc/self/fd/${this.#fd}`;
    // The writing end first: a reader without a writer would be at its end.
    const writeFd = openSync(path, constants.O_WRONLY);
    let reader: Socket;
    try {
      reader = new Socket({ fd: openSync(path, forReading), readable: true, writable: false });
    } catch (error) {
      closeSync(writeFd);
      throw error;
    }
    reader.once('close', () => {
      if (reader.readableEnded) ended(this);
      // Somebody may still write. Without a reader, they get EPIPE, as they would with any other pipe.
      else this.close();
    });
    return { writeFd, reader };
  }

  close(): void {
    closeSync(this.#fd);
  }
}
