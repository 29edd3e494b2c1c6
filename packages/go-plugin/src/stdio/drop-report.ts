import type { Timers } from 'plugin-async';

const intervalMs = 1000;

/**
 * Reports dropped output at once, and after that the sum at most once a second. One message for each dropped chunk
 * would fill the limited log and displace other messages.
 */
export class DropReport {
  readonly #timers: Timers;
  readonly #report: (bytes: number) => void;
  #bytes = 0;
  #waiting = false;

  constructor(timers: Timers, report: (bytes: number) => void) {
    this.#timers = timers;
    this.#report = report;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
    if (!this.#waiting) this.#tell();
  }

  #tell(): void {
    const bytes = this.#bytes;
    this.#bytes = 0;
    this.#waiting = bytes > 0;
    if (!this.#waiting) return;
    this.#timers.after(intervalMs, () => this.#tell());
    this.#report(bytes);
  }
}
