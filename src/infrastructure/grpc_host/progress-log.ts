import type { Progress } from '../../domain/plugin/progress.js';
import type { Logger, LogLevel } from '../../ports/logger.js';
import { readProgress } from '../../wire/progress-record.js';

/** Who hears of the progress of a call. */
type Listener = (progress: Progress) => void;

/** The calls of one plugin whose callers want to hear of their progress. */
export class ProgressCalls {
  readonly #listeners = new Map<string, Listener>();
  #last = 0;

  /** @returns a name for the call, until {@link ProgressCalls.end} */
  begin(listener: Listener): string {
    this.#last += 1;
    const call = String(this.#last);
    this.#listeners.set(call, listener);
    return call;
  }

  end(call: string): void {
    this.#listeners.delete(call);
  }

  /** Tells the listener of the call. A call without a name can only be the one that runs. */
  report(call: string | undefined, progress: Progress): void {
    const only = this.#listeners.size === 1 ? [...this.#listeners.values()][0] : undefined;
    (call === undefined ? only : this.#listeners.get(call))?.(progress);
  }
}

/** A plugin's log, without the entries about progress, which go to those who listen. */
export class ProgressLog implements Logger {
  readonly #inner: Logger;
  readonly #calls: ProgressCalls;

  constructor(inner: Logger, calls: ProgressCalls) {
    this.#inner = inner;
    this.#calls = calls;
  }

  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void {
    const read = readProgress(message, fields);
    if (read !== undefined) this.#calls.report(read.call, read.progress);
    else if (this.#inner.isEnabled(level)) this.#inner.log(level, message, fields);
  }

  /** Progress comes at the level info, whatever is shown of the log. */
  isEnabled(level: LogLevel): boolean {
    return level === 'info' || this.#inner.isEnabled(level);
  }

  named(name: string): Logger {
    return new ProgressLog(this.#inner.named(name), this.#calls);
  }
}
