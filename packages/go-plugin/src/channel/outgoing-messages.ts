import { compressMessage, type MessageEncoding } from './compression.js';
import type { Http2Stream } from '../http2/stream.js';
import type { WriteCallback } from './grpc-types.js';
import { encodeMessage } from './message-framing.js';

/** A message that cannot be written yet: there is no stream, or it or a message before it is still being compressed. */
interface Queued {
  framed: Buffer | undefined;
  readonly written: WriteCallback | undefined;
}

/**
 * The sending half of a call. Frames messages and writes them in order. A write callback is called when HTTP/2 has sent the message. That
 * makes grpc-js's streams wait for a slow receiver.
 */
export class OutgoingMessages {
  readonly #encoding: MessageEncoding | undefined;
  #stream: Http2Stream | undefined;
  readonly #queue: Queued[] = [];
  #halfClosed = false;
  #abandoned = false;

  /** @param encoding compresses each message, except those with the flag not to */
  constructor(encoding: MessageEncoding | undefined) {
    this.#encoding = encoding;
  }

  /** Writes the waiting messages to the stream. */
  attach(stream: Http2Stream): void {
    this.#stream = stream;
    this.#flush();
  }

  send(message: Uint8Array, written: WriteCallback | undefined, compress: boolean): void {
    if (this.#abandoned || this.#halfClosed) {
      written?.();
      return;
    }
    const encoding = this.#encoding;
    const stream = this.#stream;
    if (encoding === undefined || !compress) {
      const framed = encodeMessage(message, false);
      if (stream !== undefined && this.#queue.length === 0) stream.write(framed, written);
      else this.#queue.push({ framed, written });
      return;
    }
    const entry: Queued = { framed: undefined, written };
    this.#queue.push(entry);
    void compressMessage(encoding, message).then((compressed) => {
      entry.framed = encodeMessage(compressed, true);
      this.#flush();
    });
  }

  /** No message follows. */
  end(): void {
    this.#halfClosed = true;
    if (this.#queue.length === 0) this.#stream?.end();
  }

  /** The call has ended. Drops the messages, and calls their callbacks so that no writer waits for ever. */
  abandon(): void {
    this.#abandoned = true;
    for (const { written } of this.#queue.splice(0)) written?.();
  }

  #flush(): void {
    const stream = this.#stream;
    const queue = this.#queue;
    if (stream === undefined || this.#abandoned) return;
    for (let next = queue[0]; next?.framed !== undefined; next = queue[0]) {
      queue.shift();
      stream.write(next.framed, next.written);
    }
    if (this.#halfClosed && queue.length === 0) stream.end();
  }
}
