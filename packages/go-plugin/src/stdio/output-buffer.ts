/** The two streams that a process prints on. */
export type OutputChannel = 'stdout' | 'stderr';

/** Output of one channel from one write or from adjacent writes. */
export interface OutputChunk {
  readonly channel: OutputChannel;
  readonly data: Uint8Array;
}

/**
 * Printed bytes that have not been fetched yet, in the order of printing. Beyond the limit, the oldest are dropped. A
 * Go plugin's prints block after about 68 KB instead, but in Node that would block the event loop and every call (P16).
 */
export class OutputBuffer {
  #chunks: OutputChunk[] = [];
  /** The index of the oldest chunk. `shift` would move all others each time. */
  #head = 0;
  #size = 0;
  #dropped = 0;

  /** The number of waiting bytes. */
  get size(): number {
    return this.#size;
  }

  /** Adds a chunk, and drops the oldest bytes until at most `limit` are left. Ignores an empty chunk. */
  push(channel: OutputChannel, data: Uint8Array, limit: number): void {
    if (data.length === 0) return;
    this.#chunks.push({ channel, data });
    this.#size += data.length;
    while (this.#size > limit) {
      const excess = this.take(this.#size - limit);
      if (excess === undefined) return;
      this.#dropped += excess.data.length;
    }
  }

  /** Removes and returns up to `limit` of the oldest bytes, all of one channel. Undefined if there are none. */
  take(limit: number): OutputChunk | undefined {
    const first = this.#chunks[this.#head];
    if (first === undefined) return undefined;
    const parts: Uint8Array[] = [];
    let room = limit;
    for (
      let head = this.#chunks[this.#head];
      head?.channel === first.channel && room > 0;
      head = this.#chunks[this.#head]
    ) {
      const part = head.data.subarray(0, room);
      const rest = head.data.subarray(room);
      if (rest.length === 0) this.#head++;
      else this.#chunks[this.#head] = { channel: head.channel, data: rest };
      parts.push(part);
      room -= part.length;
    }
    if (this.#head > 1024 && this.#head * 2 > this.#chunks.length) {
      this.#chunks = this.#chunks.slice(this.#head);
      this.#head = 0;
    }
    const data = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    this.#size -= data.length;
    return { channel: first.channel, data };
  }

  /** The number of bytes dropped since the last call. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }
}
