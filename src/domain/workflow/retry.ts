/** When, and how often, a step that failed is executed again. */
export interface RetryRule {
  /** Executions in all, the first one included. */
  readonly maxAttempts: number;
  /** How long to wait after the first one. */
  readonly initialDelayMs: number;
  /** The longest wait; absent for no limit. */
  readonly maxDelayMs?: number;
  /** How the wait grows: not at all, by the first wait each time, or by the factor `multiplier` each time. */
  readonly backoff: 'constant' | 'linear' | 'exponential';
  /** The factor of `exponential`. */
  readonly multiplier: number;
  /** By which share of itself a wait is longer or shorter, at random: 0 for never, 1 for anything from nothing to twice as long. */
  readonly jitter: number;
  /** The exit codes after which the step is executed again; empty for all but 0. */
  readonly exitCodes: readonly number[];
}

/** What a step with the fields that a file does not give has; AWF's defaults. */
export const usualRetry = { initialDelayMs: 0, backoff: 'constant', multiplier: 2, jitter: 0, exitCodes: [] } as const;

/**
 * How long to wait after so many executions, in milliseconds.
 *
 * @param random from 0 to 1; 0.5 leaves the wait as it is
 */
export function delayAfter(rule: RetryRule, attempts: number, random: number): number {
  const delayMs = Math.min(rule.initialDelayMs * factorOf(rule, attempts), rule.maxDelayMs ?? Infinity);
  // The factor alone may have become infinite, and 0 times that is NaN.
  return Number.isNaN(delayMs) ? 0 : delayMs * (1 + rule.jitter * (2 * random - 1));
}

function factorOf({ backoff, multiplier }: RetryRule, attempts: number): number {
  switch (backoff) {
    case 'constant':
      return 1;
    case 'linear':
      return attempts;
    case 'exponential':
      return multiplier ** (attempts - 1);
  }
}
