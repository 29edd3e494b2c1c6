/** How often something that fails may be started, and how soon. */
export interface RestartPolicy {
  /** The most starts within {@link windowMs}. One more is refused, and so is every later one. */
  readonly mostStarts: number;
  readonly windowMs: number;
  /** The wait before the third start in the window, in milliseconds. The second one comes at once. Each later wait is twice as long. */
  readonly firstDelayMs: number;
  /** No wait is longer, in milliseconds. */
  readonly longestDelayMs: number;
}

/** The policy for a program that a person waits for. */
export const usualRestarts: RestartPolicy = {
  mostStarts: 5,
  windowMs: 60_000,
  firstDelayMs: 200,
  longestDelayMs: 10_000,
};

/** The starts that count. A new value, never changed. */
export interface RestartState {
  /** When the starts of the last window were or will be made, the oldest first. */
  readonly starts: readonly number[];
  /** Set for good when there were too many. */
  readonly givenUp: boolean;
}

/** Nothing has been started yet, or what was started has ended in good order. */
export const noStarts: RestartState = { starts: [], givenUp: false };

/** What to do when a start is wanted. */
export type StartPlan =
  | { readonly action: 'start'; readonly delayMs: number; readonly state: RestartState }
  | { readonly action: 'give up'; readonly state: RestartState };

/**
 * Decides about one more start. The wait is random between half of it and all, so that things that failed together do not start together.
 * @param nowMs a clock that never goes back
 * @param random at least 0, less than 1
 */
export function planStart(state: RestartState, policy: RestartPolicy, nowMs: number, random: number): StartPlan {
  if (state.givenUp) return { action: 'give up', state };
  const starts = state.starts.filter((at) => at > nowMs - policy.windowMs);
  if (starts.length >= policy.mostStarts) return { action: 'give up', state: { starts, givenUp: true } };
  const delayMs = delayBefore(starts.length, policy, random);
  return { action: 'start', delayMs, state: { starts: [...starts, nowMs + delayMs], givenUp: false } };
}

/** The last start was not made after all, or did not fail for a reason that another start would repeat. */
export const withdrawStart = (state: RestartState): RestartState => ({ ...state, starts: state.starts.slice(0, -1) });

function delayBefore(earlier: number, { firstDelayMs, longestDelayMs }: RestartPolicy, random: number): number {
  if (earlier < 2) return 0;
  const longest = Math.min(longestDelayMs, firstDelayMs * 2 ** (earlier - 2));
  return longest * (0.5 + random / 2);
}
