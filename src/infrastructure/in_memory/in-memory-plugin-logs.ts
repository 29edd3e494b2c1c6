import { inOrderOfTime, type PluginLogEntry } from '../../domain/plugin/plugin-log.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginLogs } from '../../ports/plugin-logs.js';

/** Logs that several objects share, as processes share files. */
export interface KeptLogs {
  readonly entries: PluginLogEntry[];
  /** Told of each new entry. */
  readonly listeners: Set<() => void>;
}

/** Logs that are kept in memory, for tests. */
export class InMemoryPluginLogs implements PluginLogs {
  readonly #kept: KeptLogs;
  readonly #most: number;

  /** @param most entries of a plugin */
  constructor(kept: KeptLogs = { entries: [], listeners: new Set() }, most = 1_000) {
    this.#kept = kept;
    this.#most = most;
  }

  append(entry: PluginLogEntry): void {
    const { entries, listeners } = this.#kept;
    entries.push(structuredClone(entry));
    const own = entries.filter(({ plugin }) => plugin === entry.plugin);
    const oldest = own[0];
    if (own.length > this.#most && oldest !== undefined) entries.splice(entries.indexOf(oldest), 1);
    for (const wake of listeners) wake();
  }

  plugins({ signal }: Pick<CallOptions, 'signal'> = {}): Promise<readonly string[]> {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    return Promise.resolve([...new Set(this.#kept.entries.map(({ plugin }) => plugin))].sort());
  }

  read(plugin: string | undefined, { signal }: Pick<CallOptions, 'signal'> = {}): Promise<readonly PluginLogEntry[]> {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    return Promise.resolve(inOrderOfTime(this.#of(plugin)));
  }

  async *follow(plugin: string | undefined, signal: AbortSignal): AsyncGenerator<readonly PluginLogEntry[]> {
    const seen = new Set<PluginLogEntry>();
    for (let first = true; !signal.aborted; first = false) {
      const fresh = this.#of(plugin).filter((entry) => !seen.has(entry));
      for (const entry of fresh) seen.add(entry);
      if (first || fresh.length > 0) yield inOrderOfTime(fresh);
      else await this.#next(signal);
    }
  }

  #of(plugin: string | undefined): readonly PluginLogEntry[] {
    return this.#kept.entries.filter((entry) => plugin === undefined || entry.plugin === plugin);
  }

  #next(signal: AbortSignal): Promise<void> {
    const { listeners } = this.#kept;
    return new Promise((resolve) => {
      const wake = (): void => {
        listeners.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      listeners.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
