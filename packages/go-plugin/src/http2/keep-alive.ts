import { startTimer, type CancelTimer } from 'plugin-async';

/** How often to ping the other side, and how long to wait for the answer. */
export interface KeepAliveTimes {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

/** Pings the other side at intervals. Without that, a connection whose peer has disappeared would stay open for ever. */
export class KeepAlive {
  readonly #times: KeepAliveTimes;
  readonly #ping: () => void;
  readonly #dead: () => void;

  #cancelTimer: CancelTimer;

  /** @param dead called if a ping is not answered in time */
  constructor(times: KeepAliveTimes, ping: () => void, dead: () => void) {
    this.#times = times;
    this.#ping = ping;
    this.#dead = dead;

    this.#cancelTimer = this.#schedule();
  }

  /** Call this when the answer arrives. */
  answered(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#schedule();
  }

  stop(): void {
    this.#cancelTimer();
  }

  #schedule(): CancelTimer {
    const { intervalMs, timeoutMs } = this.#times;
    const ask = (): void => {
      this.#cancelTimer = startTimer(timeoutMs, this.#dead, { unref: true });
      this.#ping();
    };
    return startTimer(intervalMs, ask, { unref: true });
  }
}
