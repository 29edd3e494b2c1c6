import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pluginNameProblem } from '../../domain/plugin/manifest-rules.js';
import type { PluginLogEntry } from '../../domain/plugin/plugin-log.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginLogs } from '../../ports/plugin-logs.js';
import { defaultLogLimits, LogFiles, logFilesIn, type LogLimits } from './log-files.js';
import { logLineOf } from './log-line.js';
import { LogReader, namesIn } from './log-reader.js';

/** A person does not notice this delay, and it works on every file system. */
const pollMs = 250;

/** Keeps logs in files, which only their owner can read: a folder for each plugin, and in it a file for each run. */
export class FilePluginLogs implements PluginLogs, Disposable {
  readonly #root: string;
  readonly #limits: LogLimits;
  readonly #now: () => Date;
  readonly #files = new Map<string, LogFiles>();
  readonly #unwritable = new Set<string>();

  /** @param now names the files */
  constructor(root: string, limits: LogLimits = defaultLogLimits, now: () => Date = () => new Date()) {
    this.#root = root;
    this.#limits = limits;
    this.#now = now;
  }

  append(entry: PluginLogEntry): void {
    const { plugin } = entry;
    // The name becomes that of a folder.
    if (this.#unwritable.has(plugin) || pluginNameProblem(plugin) !== undefined) return;
    try {
      this.#filesOf(plugin).write(logLineOf(entry));
    } catch (error) {
      // A disk may have room again. What is not permitted stays so.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') this.#unwritable.add(plugin);
    }
  }

  async plugins({ signal }: Pick<CallOptions, 'signal'> = {}): Promise<readonly string[]> {
    signal?.throwIfAborted();
    const kept: string[] = [];
    for (const name of await namesIn(this.#root))
      if (logFilesIn(await namesIn(join(this.#root, name))).length > 0) kept.push(name);
    return kept;
  }

  async read(
    plugin: string | undefined,
    { signal }: Pick<CallOptions, 'signal'> = {},
  ): Promise<readonly PluginLogEntry[]> {
    signal?.throwIfAborted();
    if (plugin !== undefined && pluginNameProblem(plugin) !== undefined) return [];
    return new LogReader(this.#root).next(plugin, signal);
  }

  async *follow(plugin: string | undefined, signal: AbortSignal): AsyncGenerator<readonly PluginLogEntry[]> {
    if (plugin !== undefined && pluginNameProblem(plugin) !== undefined) return;
    const reader = new LogReader(this.#root);
    try {
      for (let first = true; !signal.aborted; first = false) {
        const entries = await reader.next(plugin, signal);
        if (first || entries.length > 0) yield entries;
        await delay(pollMs, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Closes the files that this process writes. */
  [Symbol.dispose](): void {
    for (const files of this.#files.values()) files.close();
    this.#files.clear();
  }

  #filesOf(plugin: string): LogFiles {
    const files = this.#files.get(plugin) ?? new LogFiles(join(this.#root, plugin), this.#limits, this.#now);
    this.#files.set(plugin, files);
    return files;
  }
}
