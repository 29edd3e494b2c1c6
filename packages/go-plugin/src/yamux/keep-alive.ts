import type { CancelTimer, Timers } from 'plugin-async';
import type { YamuxLimits } from './limits.js';

/** Sends the pings of one session and matches their answers. */
export class KeepAlive {
  readonly #timers: Timers;
  readonly #limits: YamuxLimits;
  readonly #send: (value: number) => void;
  readonly #timedOut: () => void;
  readonly #open = new Map<number, { readonly answered: () => void; readonly cancel: CancelTimer }>();
  #nextValue = 0;
  #cancelNext: CancelTimer | undefined;

  /** `timedOut` is called when an answer is overdue, and must end the session. */
  constructor(timers: Timers, limits: YamuxLimits, send: (value: number) => void, timedOut: () => void) {
    this.#timers = timers;
    this.#limits = limits;
    this.#send = send;
    this.#timedOut = timedOut;

    this.#schedule();
  }

  /** Sends a ping, and calls `answered` when its answer arrives. */
  ping(answered: () => void): void {
    const value = this.#nextValue;
    this.#nextValue = (value + 1) >>> 0;
    const cancel = this.#timers.after(this.#limits.pingTimeoutMs, this.#timedOut);
    this.#open.set(value, { answered, cancel });
    this.#send(value);
  }

  /** Takes an answer. As in Go, an unexpected answer is ignored. */
  answer(value: number): void {
    const ping = this.#open.get(value);
    this.#open.delete(value);
    ping?.cancel();
    ping?.answered();
  }

  stop(): void {
    this.#cancelNext?.();
    for (const { cancel } of this.#open.values()) cancel();
    this.#open.clear();
  }

  #schedule(): void {
    if (this.#limits.keepAliveIntervalMs === 0) return;
    this.#cancelNext = this.#timers.after(this.#limits.keepAliveIntervalMs, () => this.ping(() => this.#schedule()));
  }
}
