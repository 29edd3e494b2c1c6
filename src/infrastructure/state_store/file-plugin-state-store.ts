import { dirname } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { Problem } from '../../domain/errors/problem.js';
import { isJsonObject, recordOf, type JsonObject, type JsonValue } from '../../domain/json.js';
import { storableConfig, withSetting } from '../../domain/plugin/plugin-config.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Clock } from '../../ports/clock.js';
import type {
  PluginInstallation,
  PluginState,
  PluginStateError,
  PluginStateStore,
} from '../../ports/plugin-state-store.js';
import { withinLimits } from 'plugin-async';
import { readGuarded, type OnInsecure } from '../shared/guarded-file.js';
import { replaceFile } from '../shared/replace-file.js';
import { storageLimits } from '../shared/storage-limits.js';
import { withLock } from '../shared/file-lock.js';
import { makeDirectory } from '../shared/make-directory.js';
import { withInstallation } from './installation-members.js';
import {
  formatStateEntries,
  parseStateFile,
  stateOf,
  withConfig,
  withEnabled,
  type ReadableStateFile,
  type StateFile,
  type StateEntries,
} from './plugins-json.js';

/** More than any real file; a larger one is not `plugins.json`. */
const maxBytes = 16 * 1024 * 1024;

/** Options of {@link FilePluginStateStore}. */
export interface FileStateOptions {
  /** Is told of a file that other users could change, which is then used all the same. Without it, such a file is not read. */
  readonly onInsecure?: OnInsecure | undefined;
}

/**
 * Stores the states in AWF's `plugins.json`. Before each change it locks the file and reads it again, so that the changes of others are
 * kept. It replaces the file as a whole: a reader sees the old one or the new one.
 *
 * It fails closed: an entry that cannot be read, and every plugin when the file cannot be read, has an unknown state and is not enabled.
 */
export class FilePluginStateStore implements PluginStateStore {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #onInsecure: FileStateOptions['onInsecure'];
  #entries: StateEntries = new Map();
  /** What is wrong with the file as a whole. */
  #fault: AwfError<'SYSTEM.IO.READ_FAILED'> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, clock: Clock, { onInsecure }: FileStateOptions = {}) {
    this.#path = path;
    this.#clock = clock;
    this.#onInsecure = onInsecure;
  }

  /** A missing file has no states. */
  async load(options: CallOptions = {}): Promise<void> {
    await withinLimits(options, storageLimits('*', 'load', this.#path), (signal) => this.#load(signal));
  }

  getState(name: string): PluginState {
    if (this.#fault !== undefined) return this.#unknown(name, [problemOf(this.#fault)], this.#fault);
    const entry = this.#entries.get(name);
    if (entry === undefined) return { enabled: true, config: {} };
    const { value, problems } = entry;
    return problems.length === 0 && isJsonObject(value) ? stateOf(value) : this.#unknown(name, problems);
  }

  listDisabled(): readonly string[] {
    return [...this.#entries.keys()]
      .filter((name) => {
        const { enabled, problem } = this.getState(name);
        return !enabled && problem === undefined;
      })
      .sort();
  }

  setEnabled(name: string, enabled: boolean, options: CallOptions = {}): Promise<void> {
    return this.#change(name, options, (entry) => withEnabled(entry, enabled, this.#clock.now()));
  }

  async setConfig(name: string, config: JsonObject, options: CallOptions = {}): Promise<void> {
    const kept = storableConfig(name, config);
    await this.#change(name, options, (entry) => withConfig(entry, kept));
  }

  async setSetting(name: string, key: string, value: JsonValue | undefined, options: CallOptions = {}): Promise<void> {
    const kept = value === undefined ? undefined : storableConfig(name, recordOf([[key, value]]))[key];
    await this.#change(name, options, (entry) => withConfig(entry, withSetting(stateOf(entry).config, key, kept)));
  }

  setInstallation(
    name: string,
    installation: PluginInstallation | undefined,
    options: CallOptions = {},
  ): Promise<void> {
    return this.#change(name, options, (entry) => withInstallation(entry, installation, this.#clock.now()));
  }

  forget(name: string, options: CallOptions = {}): Promise<void> {
    return this.#change(name, options, () => undefined);
  }

  /** @throws AwfError `SYSTEM.IO.READ_FAILED` for a file that exists but cannot be read as a whole */
  async #load(signal: AbortSignal): Promise<ReadableStateFile> {
    const path = this.#path;
    try {
      const text = await readGuarded(path, maxBytes, signal, this.#onInsecure);
      const file: StateFile = text === undefined ? { ok: true, entries: new Map() } : parseStateFile(text);
      if (!file.ok) throw new AwfError('SYSTEM.IO.READ_FAILED', { path, problem: file.fault });
      this.#entries = file.entries;
      this.#fault = undefined;
      return file;
    } catch (error) {
      if (AwfError.is(error, 'SYSTEM.IO.READ_FAILED')) this.#fault = error;
      throw error;
    }
  }

  #unknown(plugin: string, problems: readonly Problem[], cause?: AwfError): PluginState {
    return { enabled: false, config: {}, problem: this.#refusal(plugin, problems, cause) };
  }

  #refusal(plugin: string, problems: readonly Problem[], cause?: AwfError): PluginStateError {
    return new AwfError('USER.VALIDATION.PLUGIN_STATE', { plugin, path: this.#path, problems }, { cause });
  }

  /** One change after the other: of two at once, each would lose what the other wrote. */
  #change(name: string, options: CallOptions, change: Change): Promise<void> {
    return withinLimits(options, storageLimits(name, 'set', this.#path), (signal) => {
      const changed = this.#writing.then(() => this.#replaceEntry(name, change, signal));
      this.#writing = changed.catch(() => undefined);
      return changed;
    });
  }

  /** Other processes change the file as well, such as a command beside a host that runs. */
  async #replaceEntry(name: string, change: Change, signal: AbortSignal): Promise<void> {
    const path = this.#path;
    try {
      await makeDirectory(dirname(path), 0o750);
      await withLock(`${path}.lock`, signal, async () => {
        const { entries, duplicate } = await this.#load(signal);
        if (duplicate !== undefined) throw new AwfError('SYSTEM.IO.READ_FAILED', { path, problem: duplicate });
        const { value = {}, problems = [] } = entries.get(name) ?? {};
        if (!isJsonObject(value)) throw this.#refusal(name, problems);
        const changed = new Map(entries);
        const entry = change(value);
        if (entry === undefined) changed.delete(name);
        else changed.set(name, { value: entry, problems: [] });
        // Configurations may hold secrets.
        await replaceFile(path, formatStateEntries(changed), 0o600, signal);
        await this.#load(signal);
      });
    } catch (cause) {
      signal.throwIfAborted();
      throw AwfError.is(cause) ? cause : new AwfError('SYSTEM.IO.WRITE_FAILED', { path }, { cause });
    }
  }
}

/** Gives the entry of a plugin as it is to be; undefined to remove it. */
type Change = (entry: JsonObject) => JsonObject | undefined;

/** What is wrong with the file as a whole, without its path. */
function problemOf({ details, cause }: AwfError<'SYSTEM.IO.READ_FAILED'>): Problem {
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  return details.problem ?? { problem: code === 'EACCES' ? 'permission denied' : `cannot be read (${String(code)})` };
}
