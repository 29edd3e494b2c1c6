/** Collects bytes up to a limit and drops the rest, so that a command that never stops writing fills no memory. */
export class BoundedText {
  private readonly chunks: Buffer[] = [];
  private size = 0;
  /** Whether something was dropped. */
  truncated = false;

  constructor(private readonly limitBytes: number) {}

  add(chunk: Buffer): void {
    const room = this.limitBytes - this.size;
    if (chunk.length > room) this.truncated = true;
    if (room <= 0) return;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.chunks.push(kept);
    this.size += kept.length;
  }

  /** What was kept, as UTF-8; invalid bytes become U+FFFD. */
  toString(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}
