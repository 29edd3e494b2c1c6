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

/** Whether a timer keeps the process alive until it fires: Node's own do. */
export interface TimerOptions {
  readonly unref?: boolean;
}

/**
 * Runs `action` once in `milliseconds`. Where the event loop was held up, Node fires the timers that are due before it looks at what has
 * come meanwhile; this one lets that in first, so that nothing counts as late that is there already: one turn for what lies in a pipe,
 * another for its end.
 */
export function startTimer(
  milliseconds: number,
  action: () => void,
  { unref = false }: TimerOptions = {},
): CancelTimer {
  let due: NodeJS.Immediate | undefined;
  const timer = setTimeout(
    () => {
      due = setImmediate(() => {
        due = setImmediate(action);
      });
    },
    Math.min(milliseconds, longestTimerMs),
  );
  if (unref) timer.unref();
  return () => {
    clearTimeout(timer);
    clearImmediate(due);
  };
}

/** The real clock. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  after: (milliseconds, action) => startTimer(milliseconds, action, { unref: true }),
};
