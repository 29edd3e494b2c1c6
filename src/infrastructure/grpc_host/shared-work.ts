import type { CallOptions } from '../../ports/call-options.js';
import { limitCall, unlessAborted, type LimitErrors } from '../shared/call-limit.js';

/**
 * One start, or one discovery, that any number of callers wait for. A caller that gives up leaves the others waiting; when the last one
 * is gone the work is aborted.
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

  /** Whether everybody has given it up before it was over; who comes now needs another one. */
  get abandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Gives the work up; resolves when it is over, one way or the other. */
  async abort(reason?: unknown): Promise<void> {
    this.#controller.abort(reason);
    await this.#result.catch(() => undefined);
  }

  /** Waits for the work for as long as the options allow. */
  async join(options: CallOptions): Promise<T> {
    using limit = limitCall(options, this.#errors);
    this.#waiting += 1;
    try {
      return await unlessAborted(this.#result, limit.signal);
    } catch (error) {
      // Whoever gives up last ends the work, and leaves when nothing is left of it.
      if (error === limit.signal.reason && this.#waiting === 1 && !this.#over) await this.abort(error);
      throw error;
    } finally {
      this.#waiting -= 1;
    }
  }
}
