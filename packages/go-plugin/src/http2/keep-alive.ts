/** How often to ping the other side, and how long to wait for the answer. */
export interface KeepAliveTimes {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

/** Pings the other side at intervals. Without that, a connection whose peer has disappeared would stay open for ever. */
export class KeepAlive {
  #timer: NodeJS.Timeout;

  /** @param dead called if a ping is not answered in time */
  constructor(
    private readonly times: KeepAliveTimes,
    private readonly ping: () => void,
    private readonly dead: () => void,
  ) {
    this.#timer = this.#schedule();
  }

  /** Call this when the answer arrives. */
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
