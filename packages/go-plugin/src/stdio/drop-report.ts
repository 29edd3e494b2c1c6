import type { Timers } from 'plugin-async';

const intervalMs = 1000;

/**
 * Tells of dropped output at once, and then at most once a second with the sum: a message for each dropped chunk would fill the
 * log, which has a bound of its own, and push out what else is said there.
 */
export class DropReport {
  #bytes = 0;
  #waiting = false;

  constructor(
    private readonly timers: Timers,
    private readonly report: (bytes: number) => void,
  ) {}

  add(bytes: number): void {
    this.#bytes += bytes;
    if (!this.#waiting) this.#tell();
  }

  #tell(): void {
    const bytes = this.#bytes;
    this.#bytes = 0;
    this.#waiting = bytes > 0;
    if (!this.#waiting) return;
    this.timers.after(intervalMs, () => this.#tell());
    this.report(bytes);
  }
}
