/** Frames are written into blocks of this size, which many frames share. */
const blockBytes = 16 * 1024;
/** From this length on, a payload goes out as a chunk of its own instead of being copied. */
export const copyBelowBytes = 4096;

/** Where bytes were written that may still be changed, see {@link WriteBatch.isUnsent}. */
export interface Place {
  readonly block: Buffer;
  readonly at: number;
  readonly batch: number;
}

/**
 * Collects everything that one turn of the event loop writes and hands it on at the turn's end, after its promises have settled: hundreds of
 * small frames cost one system call.
 */
export class WriteBatch {
  #block = Buffer.alloc(0);
  /** Bytes of the block before this have been handed on. */
  #start = 0;
  #end = 0;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #number = 0;
  #scheduled = false;

  /** @param write takes what has been collected; the chunks are its own */
  constructor(private readonly write: (chunks: readonly Buffer[]) => void) {}

  /** Bytes that have been collected and not handed on. */
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

  /** What {@link reserve} has just made room in. */
  get block(): Buffer {
    return this.#block;
  }

  /** Adds bytes behind what was written last. Large ones are not copied, so they must not change any more. */
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
  placeOf(at: number): Place {
    return { block: this.#block, at, batch: this.#number };
  }

  /** Whether what is written there can still be changed. */
  isUnsent(place: Place): boolean {
    return place.batch === this.#number;
  }

  /** Hands on at once what has been collected. */
  readonly flush = (): void => {
    this.#scheduled = false;
    this.#closeChunk();
    if (this.#chunks.length === 0) return;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#bytes = 0;
    this.#number += 1;
    this.write(chunks);
  };

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    process.nextTick(this.flush);
  }

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
