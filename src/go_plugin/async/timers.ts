/** Ends what {@link Timers.after} started; harmless when it has fired already. */
export type CancelTimer = () => void;

/** The clock of everything that waits in this library; tests inject one that they turn by hand. */
export interface Timers {
  /** Milliseconds since any fixed moment; only differences mean something. */
  now(): number;
  /** Runs `action` once in `milliseconds`. A timer alone does not keep the process alive. */
  after(milliseconds: number, action: () => void): CancelTimer;
}

/** Node fires timers that are longer than this at once; it is 24 days, which stands in for whatever is longer, Infinity too. */
export const longestTimerMs = 2 ** 31 - 1;

/** The real clock. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
