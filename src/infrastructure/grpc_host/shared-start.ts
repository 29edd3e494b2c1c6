import { AwfError } from '../../domain/errors/awf-error.js';
import type { CallOptions } from '../../ports/call-options.js';

/**
 * One start that any number of callers wait for. A caller that gives up leaves the others waiting; when the last one is gone the
 * start is aborted.
 */
export class SharedStart<T> {
  readonly #plugin: string;
  readonly #result: Promise<T>;
  readonly #controller = new AbortController();
  #waiting = 0;

  constructor(plugin: string, run: (signal: AbortSignal) => Promise<T>) {
    this.#plugin = plugin;
    this.#result = run(this.#controller.signal);
    this.#result.catch(() => undefined);
  }

  /** Whether everybody has given it up; who comes now needs another one. */
  get abandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Gives the start up; resolves when it is over, one way or the other. */
  async abort(reason?: unknown): Promise<void> {
    this.#controller.abort(reason);
    await this.#result.catch(() => undefined);
  }

  /** Waits for the start for as long as the options allow. */
  async join({ signal, timeoutMs }: CallOptions): Promise<T> {
    this.#waiting += 1;
    const limits = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)];
    const limit = AbortSignal.any(limits.filter((s) => s !== undefined));
    try {
      return await Promise.race([this.#result, aborted(limit)]);
    } catch (error) {
      if (error !== limit.reason || !limit.aborted) throw error;
      if (this.#waiting === 1) await this.abort(error);
      throw this.#gaveUp(signal, timeoutMs, error);
    } finally {
      this.#waiting -= 1;
    }
  }

  #gaveUp(signal: AbortSignal | undefined, timeoutMs: number | undefined, cause: unknown): AwfError {
    const plugin = this.#plugin;
    return signal?.aborted !== true && timeoutMs !== undefined
      ? new AwfError('EXECUTION.PLUGIN.START_TIMEOUT', { plugin, timeoutMs, stderrTail: '' }, { cause })
      : new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call: 'start' }, { cause });
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
