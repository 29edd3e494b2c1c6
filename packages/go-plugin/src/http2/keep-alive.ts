/** How often the other side is asked whether it is still there, and how long it has for the answer. */
export interface KeepAliveTimes {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

/** Pings the other side of a connection from time to time, so that one that has vanished without a word does not stay for ever. */
export class KeepAlive {
  #timer: NodeJS.Timeout;

  /** @param dead called when a ping was not answered in time */
  constructor(
    private readonly times: KeepAliveTimes,
    private readonly ping: () => void,
    private readonly dead: () => void,
  ) {
    this.#timer = this.#schedule();
  }

  /** The answer has come. */
  answered(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #schedule(): NodeJS.Timeout {
    const { intervalMs, timeoutMs } = this.times;
    const asking = setTimeout(() => {
      this.#timer = setTimeout(this.dead, timeoutMs);
      this.#timer.unref();
      this.ping();
    }, intervalMs);
    return asking.unref();
  }
}
