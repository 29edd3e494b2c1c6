/** How much of a plugin's last words an error carries. */
const tailBytes = 2_048;
const tailLines = 10;

/** Remembers the end of a stream of bytes, for the error that tells of a crash. Costs next to nothing per chunk. */
export class OutputTail {
  #bytes = Buffer.alloc(0);

  push(chunk: Buffer): void {
    // A copy: a view would keep the whole chunk alive.
    const joined = chunk.length >= tailBytes ? chunk : Buffer.concat([this.#bytes, chunk]);
    this.#bytes = Buffer.from(joined.subarray(-tailBytes));
  }

  /** The last lines, at most ten and at most 2 KiB. */
  text(): string {
    return this.#bytes.toString('utf8').trimEnd().split(/\r?\n/).slice(-tailLines).join('\n');
  }
}
