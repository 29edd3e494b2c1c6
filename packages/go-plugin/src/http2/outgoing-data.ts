/** One write that has not been sent completely. */
interface PendingWrite {
  readonly bytes: Buffer;
  readonly taken: (() => void) | undefined;
}

/** The data that a stream could not send yet. */
export class OutgoingData {
  readonly #writes: PendingWrite[] = [];
  /** How many bytes of the first write have been sent. */
  #offset = 0;

  get isEmpty(): boolean {
    return this.#writes.length === 0;
  }

  /** @param taken called when all of it has been sent */
  add(bytes: Buffer, taken: (() => void) | undefined): void {
    this.#writes.push({ bytes, taken });
  }

  /** Returns at most `most` of the next bytes, and the callback to call after they have been sent. */
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

  /** Drops all data, and calls the callbacks so that no writer waits for ever. */
  clear(): void {
    this.#offset = 0;
    for (const { taken } of this.#writes.splice(0)) taken?.();
  }
}
