import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AwfError,
  type CallOptions,
  type Clock,
  type JsonObject,
  type JsonValue,
  type PluginInstallation,
  type PluginState,
  type PluginStateStore,
} from 'awf-plugins';
import { formatState, parseState } from './state-file.js';

const unknown: PluginState = { enabled: true, config: {} };
const suffix = '.json';

/** Keeps the state of each plugin in a file of its own, so that other tools can add and remove whole files. */
export class FolderStateStore implements PluginStateStore {
  readonly #folder: string;
  readonly #clock: Clock;
  #states: ReadonlyMap<string, PluginState> = new Map();
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  async load(options: CallOptions = {}): Promise<void> {
    await withinLimits('*', 'load', this.#folder, options, async (signal) => {
      const names = (await readdir(this.#folder).catch(ignoreMissing))?.filter((name) => name.endsWith(suffix)) ?? [];
      const plugins = names.map((name) => decodeURIComponent(name.slice(0, -suffix.length)));
      const read = async (plugin: string) => [plugin, await this.#read(plugin, signal)] as const;
      this.#states = new Map(await Promise.all(plugins.map(read)));
    });
  }

  getState(name: string): PluginState {
    return this.#states.get(name) ?? unknown;
  }

  listDisabled(): readonly string[] {
    const disabled = [...this.#states].filter(([, { enabled }]) => !enabled);
    return disabled.map(([name]) => name).sort();
  }

  async setEnabled(name: string, enabled: boolean, options?: CallOptions): Promise<void> {
    await this.#change(name, options, ({ config, approved, origin }) => ({
      enabled,
      config,
      ...(enabled ? {} : { disabledAt: this.#clock.now().toISOString() }),
      ...(approved === undefined ? {} : { approved }),
      ...(origin === undefined ? {} : { origin }),
    }));
  }

  async setConfig(name: string, config: JsonObject, options?: CallOptions): Promise<void> {
    const kept = storableConfig(name, config);
    await this.#change(name, options, (state) => ({ ...state, config: kept }));
  }

  async setSetting(name: string, key: string, value: JsonValue | undefined, options?: CallOptions): Promise<void> {
    const kept = value === undefined ? [] : Object.entries(storableConfig(name, Object.fromEntries([[key, value]])));
    await this.#change(name, options, ({ config, ...state }) => {
      const others = Object.entries(config).filter(([other]) => other !== key);
      return { ...state, config: Object.fromEntries([...others, ...kept]) };
    });
  }

  async setInstallation(
    name: string,
    installation: PluginInstallation | undefined,
    options?: CallOptions,
  ): Promise<void> {
    await this.#change(name, options, ({ enabled, config, disabledAt, origin }) => {
      const kept = { enabled, config, ...(disabledAt === undefined ? {} : { disabledAt }) };
      if (installation === undefined) return kept;
      const { approved, previous, origin: given = origin } = installation;
      const approvals = previous === undefined ? [approved] : [approved, previous];
      return { ...kept, approved: approvals, ...(given === undefined ? {} : { origin: given }) };
    });
  }

  async forget(name: string, options?: CallOptions): Promise<void> {
    await this.#change(name, options, () => undefined);
  }

  #path(plugin: string): string {
    return join(this.#folder, `${encodeURIComponent(plugin)}${suffix}`);
  }

  async #read(plugin: string, signal: AbortSignal): Promise<PluginState> {
    const path = this.#path(plugin);
    try {
      const text = await readFile(path, { encoding: 'utf8', signal }).catch(ignoreMissing);
      return text === undefined ? unknown : parseState(text);
    } catch (cause) {
      throw new AwfError('SYSTEM.IO.READ_FAILED', { path }, { cause });
    }
  }

  /** One change at a time: two at once would each lose what the other wrote. */
  #change(plugin: string, options: CallOptions = {}, change: Change): Promise<void> {
    return withinLimits(plugin, 'set', this.#path(plugin), options, (signal) => {
      const changed = this.#lastChange.then(async () => {
        const state = change(await this.#read(plugin, signal));
        await (state === undefined ? rm(this.#path(plugin), { force: true }) : this.#write(plugin, state));
        this.#states = new Map(this.#states).set(plugin, state ?? unknown);
      });
      this.#lastChange = changed.catch(() => undefined);
      return changed;
    });
  }

  /** A reader sees the old file or the new one, because a rename replaces it as a whole. */
  async #write(plugin: string, state: PluginState): Promise<void> {
    const path = this.#path(plugin);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(`${path}.tmp`, formatState(state), { mode: 0o600 });
      await rename(`${path}.tmp`, path);
    } catch (cause) {
      throw new AwfError('SYSTEM.IO.WRITE_FAILED', { path }, { cause });
    }
  }
}

/** Gives the state as it is to be; undefined to remove it. */
type Change = (state: PluginState) => PluginState | undefined;

function storableConfig(plugin: string, config: JsonObject): JsonObject {
  const problems = Object.entries(config).flatMap(([field, value]) => {
    try {
      JSON.stringify(value);
      return [];
    } catch (error) {
      return [{ field, problem: `cannot be expressed as JSON: ${(error as Error).message}` }];
    }
  });
  if (problems.length > 0) throw new AwfError('USER.VALIDATION.PLUGIN_CONFIG', { plugin, problems });
  // A copy, so that the caller cannot change it afterwards.
  return JSON.parse(JSON.stringify(config)) as JsonObject;
}

/** Does `work` within the limits of the caller, and rejects with the errors of the port when they are passed. */
async function withinLimits(
  plugin: string,
  call: string,
  path: string,
  { signal: canceled, timeoutMs }: CallOptions,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const late = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([canceled, late].filter((one) => one !== undefined));
  try {
    signal.throwIfAborted();
    await work(signal);
  } catch (error) {
    if (canceled?.aborted === true)
      throw new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call }, { cause: canceled.reason as unknown });
    if (late?.aborted === true) throw new AwfError('SYSTEM.IO.TIMEOUT', { path, timeoutMs: timeoutMs ?? 0 });
    throw error;
  }
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
