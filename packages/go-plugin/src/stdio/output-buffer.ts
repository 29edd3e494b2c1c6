/** The two streams that a process prints on. */
export type OutputChannel = 'stdout' | 'stderr';

/** Output of one channel that was written in one go or in adjacent writes. */
export interface OutputChunk {
  readonly channel: OutputChannel;
  readonly data: Uint8Array;
}

/**
 * Printed bytes that nobody has fetched yet, in the order of printing, bounded: beyond the limit the oldest go. A Go plugin's
 * prints block after some 68 KB instead, which in Node would stop the event loop and with it every call (P16).
 */
export class OutputBuffer {
  #chunks: OutputChunk[] = [];
  /** Where the oldest chunk stands; `shift` would move all others, each time. */
  #head = 0;
  #size = 0;
  #dropped = 0;

  /** Bytes that wait. */
  get size(): number {
    return this.#size;
  }

  /** Adds a chunk and drops from the front until at most `limit` bytes are left. An empty chunk is ignored. */
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

  /** Removes and returns up to `limit` of the oldest bytes, of one channel; undefined when there are none. Never empty. */
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

  /** Bytes dropped since this was last asked. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }
}
