import { AwfError } from '../../domain/errors/awf-error.js';
import { longestTimerMs } from '../../go_plugin/async/timers.js';
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
  async join(options: CallOptions): Promise<T> {
    const limit = new CallLimit(this.#plugin, options);
    this.#waiting += 1;
    try {
      return await Promise.race([this.#result, limit.reached]);
    } catch (error) {
      // Whoever gives up last ends the start, and leaves when nothing is left of it.
      if (error === limit.error && this.#waiting === 1) await this.abort(error);
      throw error;
    } finally {
      this.#waiting -= 1;
      limit.lift();
    }
  }
}

/** When a caller gives up. */
class CallLimit {
  /** Rejects with {@link CallLimit.error} then; pending until then. */
  readonly reached: Promise<never>;
  readonly lift: () => void;
  error: AwfError | undefined;

  constructor(plugin: string, { signal, timeoutMs = Infinity }: CallOptions) {
    let reach: (error: AwfError) => void = () => undefined;
    this.reached = new Promise((_, reject) => {
      reach = (error) => reject((this.error = error));
    });
    const onAbort = (): void =>
      reach(new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call: 'start' }, { cause: signal?.reason }));
    const onTimeout = (): void =>
      reach(new AwfError('EXECUTION.PLUGIN.START_TIMEOUT', { plugin, timeoutMs, stderrTail: '' }));
    const timer = timeoutMs <= longestTimerMs ? setTimeout(onTimeout, timeoutMs) : undefined;
    signal?.addEventListener('abort', onAbort, { once: true });
    this.lift = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  }
}
