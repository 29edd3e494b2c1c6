/** The size of a block. Many frames share one. */
const blockBytes = 16 * 1024;
/** A payload of at least this length becomes a chunk of its own and is not copied. */
export const copyBelowBytes = 4096;

/** Where bytes were written, so that they can be changed while {@link WriteBatch.isUnsent}. */
export interface BatchPlace {
  readonly block: Buffer;
  readonly at: number;
  readonly batch: number;
}

/** How long a frame may wait if the peer does not wait for it: mostly until the next call. */
const unhurriedMs = 1;

/**
 * Collects everything that is written in one turn of the event loop, and passes it on at the end of the turn, when all that was read in
 * it has been handled. So hundreds of small frames need only one system call. TLS passes each record on by itself, so one read can have
 * several events.
 */
export class WriteBatch {
  readonly #write: (chunks: readonly Buffer[]) => void;
  #block = Buffer.alloc(0);
  /** Bytes of the block before this have been passed on. */
  #start = 0;
  #end = 0;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #number = 0;
  #scheduled = false;
  #unhurried = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param write gets the collected chunks, and may keep them */
  constructor(write: (chunks: readonly Buffer[]) => void) {
    this.#write = write;
  }

  /** Bytes that have been collected and not passed on. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Makes room for `length` bytes and returns where in {@link block} they go. They must be written at once. */
  reserve(length: number): number {
    if (this.#block.length - this.#end < length) this.#newBlock(length);
    const at = this.#end;
    this.#end += length;
    this.#bytes += length;
    this.#schedule();
    return at;
  }

  /** The block in which {@link reserve} has just made room. */
  get block(): Buffer {
    return this.#block;
  }

  /** Adds bytes after those written last. Large buffers are not copied, so they must not change afterwards. */
  append(bytes: Buffer): void {
    if (bytes.length < copyBelowBytes) {
      const at = this.reserve(bytes.length);
      this.#block.set(bytes, at);
      return;
    }
    this.#closeChunk();
    this.#chunks.push(bytes);
    this.#bytes += bytes.length;
    this.#schedule();
  }

  /** Remembers a place that {@link reserve} has just returned. */
  placeOf(at: number): BatchPlace {
    return { block: this.#block, at, batch: this.#number };
  }

  /** Whether the bytes at this place can still be changed. */
  isUnsent(place: BatchPlace): boolean {
    return place.batch === this.#number;
  }

  /**
   * Lets the bytes that `write` writes wait up to a millisecond for the next write. grpc-go measures the bandwidth with a PING for each call
   * that it makes or answers. A write for each acknowledgement would double the system calls of both sides.
   */
  unhurried(write: () => void): void {
    this.#unhurried = true;
    write();
    this.#unhurried = false;
    // A timer that stays set costs less than setting and clearing one with each call.
    if (!this.#scheduled) this.#timer ??= setTimeout(this.#flushUnhurried, unhurriedMs).unref();
  }

  /** Passes the collected bytes on now. */
  readonly flush = (): void => {
    this.#scheduled = false;
    this.#closeChunk();
    if (this.#chunks.length === 0) return;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#bytes = 0;
    this.#number += 1;
    this.#write(chunks);
  };

  #schedule(): void {
    if (this.#scheduled || this.#unhurried) return;
    this.#scheduled = true;
    setImmediate(this.flush);
  }

  readonly #flushUnhurried = (): void => {
    this.#timer = undefined;
    if (!this.#scheduled) this.flush();
  };

  #closeChunk(): void {
    if (this.#end > this.#start) this.#chunks.push(this.#block.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }

  #newBlock(length: number): void {
    this.#closeChunk();
    this.#block = Buffer.allocUnsafeSlow(Math.max(length, blockBytes));
    this.#start = 0;
    this.#end = 0;
  }
}
