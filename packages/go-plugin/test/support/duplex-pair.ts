import { Duplex } from 'node:stream';

/** The options of a pair. */
export interface DuplexPairOptions {
  /** The longest chunk in bytes. By default, chunks arrive as they were written. */
  readonly chunkLength?: number;
}

/** Two connected byte streams in memory, with backpressure like a socket's. */
export function duplexPair(options: DuplexPairOptions = {}): [Duplex, Duplex] {
  const left = new PairEnd(options.chunkLength);
  const right = new PairEnd(options.chunkLength);
  left.peer = right;
  right.peer = left;
  return [left, right];
}

class PairEnd extends Duplex {
  peer: PairEnd | undefined;
  #resume: (() => void) | undefined;

  constructor(private readonly chunkLength = Number.MAX_SAFE_INTEGER) {
    super({ allowHalfOpen: true });
  }

  override _read(): void {
    // Consumption is noticed in `read`, because Node calls `_read` once per push, which may be before the writer starts
    // to wait.
  }

  override read(size?: number): unknown {
    const chunk: unknown = super.read(size);
    if (this.readableLength < this.readableHighWaterMark) this.#resumeWriter();
    return chunk;
  }

  #resumeWriter(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    if (resume !== undefined) setImmediate(resume);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const { peer } = this;
    if (peer === undefined || peer.destroyed) {
      done(Object.assign(new Error('the other end is closed'), { code: 'EPIPE' }));
      return;
    }
    for (let at = 0; at < chunk.length; at += this.chunkLength) peer.push(chunk.subarray(at, at + this.chunkLength));
    if (peer.readableLength < peer.readableHighWaterMark) setImmediate(done);
    else peer.#resume = done;
  }

  override _final(done: () => void): void {
    if (this.peer?.destroyed === false) this.peer.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const { peer } = this;
    if (peer !== undefined && !peer.destroyed && !peer.readableEnded) setImmediate(() => peer.push(null));
    this.#resumeWriter();
    done(error);
  }
}
