/** Cancels a timer of {@link Timers.after}. Does nothing if the timer has fired. */
export type CancelTimer = () => void;

/** A clock that can be injected, so that tests can move it by hand. */
export interface Timers {
  /** Milliseconds since some fixed moment. Only differences are meaningful. */
  now(): number;
  /** Runs `action` once in `milliseconds`. A timer alone does not keep the process alive. */
  after(milliseconds: number, action: () => void): CancelTimer;
}

/** Node fires a longer timer at once. It is 24 days; longer times, and Infinity, are taken for it. */
export const longestTimerMs = 2 ** 31 - 1;

/** Whether a timer keeps the process alive until it fires, as Node's timers do. */
export interface TimerOptions {
  readonly unref?: boolean;
}

/**
 * Runs `action` once in `milliseconds`. After the event loop was blocked, Node fires the timers that are due before it reads what arrived
 * in the meantime. This timer lets the event loop read first, so that an answer that is there already is not called late: one turn for
 * the data in a pipe, another for its end.
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
