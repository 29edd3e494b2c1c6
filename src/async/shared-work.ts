import { limitCall, unlessAborted, type LimitErrors, type WaitLimits } from './call-limit.js';

/**
 * One piece of work, such as the start of a plugin, that any number of callers wait for. A caller that cancels leaves the others
 * waiting. The work is aborted when its last caller cancels.
 */
export class SharedWork<T> {
  readonly #errors: LimitErrors;
  readonly #result: Promise<T>;
  readonly #controller = new AbortController();
  #waiting = 0;
  #over = false;

  constructor(errors: LimitErrors, run: (signal: AbortSignal) => Promise<T>) {
    this.#errors = errors;
    this.#result = run(this.#controller.signal);
    const over = (): void => {
      this.#over = true;
    };
    this.#result.then(over, over);
  }

  /** Whether all callers have canceled. Who comes now must start another one. */
  get abandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Aborts the work. Resolves when it is over, however it ends. */
  async abort(reason?: unknown): Promise<void> {
    this.#controller.abort(reason);
    await this.#result.catch(() => undefined);
  }

  /** Waits for the work for as long as the limits allow. */
  async join(limits: WaitLimits): Promise<T> {
    using limit = limitCall(limits, this.#errors);
    this.#waiting += 1;
    try {
      return await unlessAborted(this.#result, limit.signal);
    } catch (error) {
      // The last caller to cancel ends the work, and waits until nothing of it is left.
      if (error === limit.signal.reason && this.#waiting === 1 && !this.#over) await this.abort(error);
      throw error;
    } finally {
      this.#waiting -= 1;
    }
  }
}
