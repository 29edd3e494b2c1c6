import { connectivityState } from '@grpc/grpc-js';
import { longestTimerMs, startTimer, type CancelTimer } from 'plugin-async';

interface Watcher {
  readonly from: connectivityState;
  readonly callback: (error?: Error) => void;
  readonly cancelTimer: CancelTimer | undefined;
}

interface Expectant {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The connectivity state of a channel, and its watchers. SHUTDOWN is final. */
export class ConnectivityWatch {
  #current = connectivityState.IDLE;
  readonly #watchers = new Set<Watcher>();
  #expectants: Expectant[] = [];

  get state(): connectivityState {
    return this.#current;
  }

  change(state: connectivityState): void {
    if (state === this.#current || this.#current === connectivityState.SHUTDOWN) return;
    this.#current = state;
    if (state === connectivityState.READY) for (const { resolve } of this.#expectants.splice(0)) resolve();
    for (const watcher of this.#watchers) if (watcher.from !== state) this.#notify(watcher);
  }

  /** Calls back when the state differs from `from`, or with an error if the deadline passes first. */
  add(from: connectivityState, deadline: Date | number, callback: (error?: Error) => void): void {
    const remaining = Math.max(Number(deadline) - Date.now(), 0);
    const expire = (): void => this.#notify(watcher, new Error('Deadline passed without connectivity state change'));
    const cancelTimer = remaining <= longestTimerMs ? startTimer(Math.ceil(remaining), expire) : undefined;
    const watcher: Watcher = { from, callback, cancelTimer };
    this.#watchers.add(watcher);
    if (from !== this.#current) this.#notify(watcher);
  }

  /**
   * Resolves when the state becomes READY. Rejects at the next {@link ConnectivityWatch.disappoint}. The state alone would not show the
   * failure, because the next attempt may already have started.
   */
  ready(): Promise<void> {
    return new Promise((resolve, reject) => this.#expectants.push({ resolve, reject }));
  }

  /** An attempt to become ready has failed. */
  disappoint(reason: string): void {
    for (const { reject } of this.#expectants.splice(0)) reject(new Error(reason));
  }

  #notify(watcher: Watcher, error?: Error): void {
    this.#watchers.delete(watcher);
    watcher.cancelTimer?.();
    process.nextTick(watcher.callback, error);
  }
}
