/** Collects bytes up to a limit and drops the rest, so that a command that never stops writing does not fill the memory. */
export class BoundedText {
  readonly #limitBytes: number;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  /** Whether something was dropped. */
  truncated = false;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  add(chunk: Buffer): void {
    const room = this.#limitBytes - this.#size;
    if (chunk.length > room) this.truncated = true;
    if (room <= 0) return;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#chunks.push(kept);
    this.#size += kept.length;
  }

  /** The bytes that were kept, as UTF-8. Invalid bytes become U+FFFD; a character that the limit cut is left out. */
  toString(): string {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return decoder.decode(Buffer.concat(this.#chunks), { stream: this.truncated });
  }
}
