import { connectivityState } from '@grpc/grpc-js';
import { longestTimerMs } from '../async/timers.js';

interface Watcher {
  readonly from: connectivityState;
  readonly callback: (error?: Error) => void;
  readonly timer: NodeJS.Timeout | undefined;
}

/** The connectivity state of a channel and those who wait for it to change. SHUTDOWN is final. */
export class ConnectivityWatch {
  private current = connectivityState.IDLE;
  private readonly watchers = new Set<Watcher>();

  get state(): connectivityState {
    return this.current;
  }

  change(state: connectivityState): void {
    if (state === this.current || this.current === connectivityState.SHUTDOWN) return;
    this.current = state;
    for (const watcher of this.watchers) if (watcher.from !== state) this.notify(watcher);
  }

  /** Calls back once the state differs from `from`, or with an error when the deadline passes before. */
  add(from: connectivityState, deadline: Date | number, callback: (error?: Error) => void): void {
    const remaining = Math.max(Number(deadline) - Date.now(), 0);
    const expire = (): void => this.notify(watcher, new Error('Deadline passed without connectivity state change'));
    const timer = remaining <= longestTimerMs ? setTimeout(expire, Math.ceil(remaining)) : undefined;
    const watcher: Watcher = { from, callback, timer };
    this.watchers.add(watcher);
    if (from !== this.current) this.notify(watcher);
  }

  private notify(watcher: Watcher, error?: Error): void {
    this.watchers.delete(watcher);
    clearTimeout(watcher.timer);
    process.nextTick(watcher.callback, error);
  }
}
