/** Bytes that wait to be sent. They are taken in order, in any amounts. */
export class ByteQueue {
  #parts: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(part: Buffer): void {
    if (part.length === 0) return;
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** Removes the first `length` bytes, as views on the added buffers. `length` must not exceed the queue's size. */
  take(length: number): readonly Buffer[] {
    this.#length -= length;
    const taken: Buffer[] = [];
    let missing = length;
    while (missing > 0) {
      const first = this.#parts[0];
      if (first === undefined) break;
      if (first.length <= missing) this.#parts.shift();
      else this.#parts[0] = first.subarray(missing);
      taken.push(first.length <= missing ? first : first.subarray(0, missing));
      missing -= Math.min(first.length, missing);
    }
    return taken;
  }

  clear(): void {
    this.#parts = [];
    this.#length = 0;
  }
}
