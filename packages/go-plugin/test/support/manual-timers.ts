import type { CancelTimer, Timers } from 'plugin-async';

/** A clock that a test advances by hand. */
export class ManualTimers implements Timers {
  #now = 0;
  readonly #pending = new Set<{ readonly due: number; readonly action: () => void }>();

  /** Timers that have neither fired nor been canceled. */
  get pending(): number {
    return this.#pending.size;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, action: () => void): CancelTimer {
    const timer = { due: this.#now + milliseconds, action };
    this.#pending.add(timer);
    return () => this.#pending.delete(timer);
  }

  /** Advances the clock and fires due timers in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#pending].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
      if (next === undefined) break;
      this.#pending.delete(next);
      this.#now = next.due;
      next.action();
    }
    this.#now = end;
  }
}
