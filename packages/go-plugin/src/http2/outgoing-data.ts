/** One write that has not gone out completely. */
interface PendingWrite {
  readonly bytes: Buffer;
  readonly taken: (() => void) | undefined;
}

/** What a stream has been asked to send and could not send yet. */
export class OutgoingData {
  readonly #writes: PendingWrite[] = [];
  /** Bytes of the first write that have gone out. */
  #offset = 0;

  get isEmpty(): boolean {
    return this.#writes.length === 0;
  }

  /** @param taken called when HTTP/2 has taken all of it */
  add(bytes: Buffer, taken: (() => void) | undefined): void {
    this.#writes.push({ bytes, taken });
  }

  /** The next bytes, at most so many of them, and what to call once they have gone out. */
  take(most: number): PendingWrite | undefined {
    const first = this.#writes[0];
    if (first === undefined) return undefined;
    const end = Math.min(first.bytes.length, this.#offset + most);
    const bytes =
      this.#offset === 0 && end === first.bytes.length ? first.bytes : first.bytes.subarray(this.#offset, end);
    if (end < first.bytes.length) {
      this.#offset = end;
      return { bytes, taken: undefined };
    }
    this.#offset = 0;
    this.#writes.shift();
    return { bytes, taken: first.taken };
  }

  /** Drops everything, and lets go who waits. */
  clear(): void {
    this.#offset = 0;
    for (const { taken } of this.#writes.splice(0)) taken?.();
  }
}
