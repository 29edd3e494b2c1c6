import { setMaxListeners } from 'node:events';
import { limitCall, type LimitErrors, type WaitLimits } from './call-limit.js';
import { unlessAborted } from './waiting.js';

interface Attempt<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  callers: number;
  settled: boolean;
  /** All its callers have canceled; as opposed to ended for good by `abort`. */
  abandoned: boolean;
}

/** The signal of all callers that have none. */
const never = new AbortController().signal;
setMaxListeners(0, never);

/**
 * Work that is done once, however many callers ask for it: the start of a plugin, a connection, a discovery. A caller that cancels leaves the
 * others waiting. When the last one cancels, the work is aborted, and a later caller starts it again. Success and failure are final.
 */
export class SharedTask<T> {
  readonly #work: (signal: AbortSignal) => Promise<T>;
  #attempt: Attempt<T> | undefined;
  #value: T | undefined;
  /** The reason why no work starts any more. */
  #ended: Error | undefined;

  /** @param work must reject soon after its signal is aborted, having undone what it did */
  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work;
  }

  /** The result, once there is one. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Whether all callers have canceled, and the work is still being undone. */
  get abandoned(): boolean {
    return this.#attempt?.abandoned === true;
  }

  /** {@link join} for as long as the limits of a call allow. */
  async joinWithin(limits: WaitLimits, errors: LimitErrors): Promise<T> {
    using limit = limitCall(limits, errors);
    return await this.join(limit.signal);
  }

  /**
   * Starts the work unless it has been. Rejects with the reason of `signal`, or as the work does. For the last caller,
   * it rejects only after the work is undone.
   */
  async join(signal: AbortSignal = never): Promise<T> {
    signal.throwIfAborted();
    // Abandoned work cannot be joined: it starts again once it is undone.
    while (this.#attempt?.abandoned === true) await this.#attempt.result.catch(() => undefined);
    signal.throwIfAborted();
    if (this.#attempt === undefined && this.#ended !== undefined) throw this.#ended;
    const attempt = (this.#attempt ??= this.#begin());
    attempt.callers++;
    try {
      return await unlessAborted(attempt.result, signal);
    } catch (error) {
      if (signal.aborted && attempt.callers === 1) {
        attempt.abandoned = !attempt.settled;
        await this.#abandon(attempt, signal.reason);
      }
      throw error;
    } finally {
      attempt.callers--;
    }
  }

  /** Aborts the work if it is under way, and waits until it is undone. It never starts again; callers are rejected with `reason`. */
  async abort(reason: Error): Promise<void> {
    this.#ended = reason;
    if (this.#attempt !== undefined) await this.#abandon(this.#attempt, reason);
  }

  #begin(): Attempt<T> {
    const abort = new AbortController();
    const result = this.#work(abort.signal).then((value) => (this.#value = value));
    const attempt: Attempt<T> = { result, abort, callers: 0, settled: false, abandoned: false };
    const settle = (): void => {
      attempt.settled = true;
    };
    result.then(() => {
      attempt.abandoned = false;
      settle();
    }, settle);
    return attempt;
  }

  async #abandon(attempt: Attempt<T>, reason: unknown): Promise<void> {
    if (attempt.settled) return;
    attempt.abort.abort(reason);
    await attempt.result.catch(() => {
      if (this.#attempt === attempt) this.#attempt = undefined;
    });
  }
}
