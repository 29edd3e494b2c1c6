import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Clock } from '../../ports/clock.js';
import type { PluginState, PluginStateStore } from '../../ports/plugin-state-store.js';
import { withinLimits } from 'plugin-async';
import { storageLimits } from '../shared/storage-limits.js';
import { withLock } from './file-lock.js';
import { makeDirectory } from './make-directory.js';
import {
  formatStateEntries,
  parseStateEntries,
  stateOf,
  storableConfig,
  withConfig,
  withEnabled,
} from './plugins-json.js';

/**
 * Keeps the states in AWF's `plugins.json`. Before each change the file is locked and read again, so that what others wrote meanwhile is
 * kept, and it is replaced as a whole: a reader sees the old one or the new one.
 */
export class FilePluginStateStore implements PluginStateStore {
  readonly #path: string;
  readonly #clock: Clock;
  #entries: ReadonlyMap<string, JsonObject> = new Map();
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  /** A missing or empty file has no states. */
  load(options: CallOptions = {}): Promise<void> {
    return withinLimits(options, storageLimits('*', 'load', this.#path), (signal) => this.#load(signal));
  }

  getState(name: string): PluginState {
    return stateOf(this.#entries.get(name));
  }

  listDisabled(): readonly string[] {
    return [...this.#entries.keys()].filter((name) => !this.getState(name).enabled).sort();
  }

  setEnabled(name: string, enabled: boolean, options: CallOptions = {}): Promise<void> {
    return this.#change(name, options, (entry) => withEnabled(entry, enabled, this.#clock.now()));
  }

  async setConfig(name: string, config: JsonObject, options: CallOptions = {}): Promise<void> {
    const kept = storableConfig(name, config);
    await this.#change(name, options, (entry) => withConfig(entry, kept));
  }

  async #load(signal: AbortSignal): Promise<void> {
    try {
      this.#entries = parseStateEntries(await readFile(this.#path, { encoding: 'utf8', signal }));
    } catch (cause) {
      signal.throwIfAborted();
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT')
        throw new AwfError('SYSTEM.IO.READ_FAILED', { path: this.#path }, { cause });
      this.#entries = new Map();
    }
  }

  /** One change after the other: two at once would each lose what the other wrote. */
  #change(name: string, options: CallOptions, change: (entry: JsonObject | undefined) => JsonObject): Promise<void> {
    return withinLimits(options, storageLimits(name, 'set', this.#path), (signal) => {
      const changed = this.#writing.then(() => this.#replaceEntry(name, change, signal));
      this.#writing = changed.catch(() => undefined);
      return changed;
    });
  }

  /** Other processes change the file, too: `awf plugin disable` beside a host that runs. */
  async #replaceEntry(
    name: string,
    change: (entry: JsonObject | undefined) => JsonObject,
    signal: AbortSignal,
  ): Promise<void> {
    const path = this.#path;
    try {
      await makeDirectory(dirname(path), 0o750);
      await withLock(`${path}.lock`, signal, async () => {
        await this.#load(signal);
        const entries = new Map(this.#entries);
        entries.set(name, change(entries.get(name)));
        await replaceFile(path, formatStateEntries(entries), signal);
        this.#entries = entries;
      });
    } catch (cause) {
      signal.throwIfAborted();
      throw AwfError.is(cause) ? cause : new AwfError('SYSTEM.IO.WRITE_FAILED', { path }, { cause });
    }
  }
}

/** Writes beside the file, flushes, and renames. Only the owner may read it: configurations may hold secrets. */
async function replaceFile(path: string, text: string, signal: AbortSignal): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    signal.throwIfAborted();
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new AwfError('SYSTEM.IO.WRITE_FAILED', { path }, { cause });
  }
}
