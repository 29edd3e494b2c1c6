import { recordOf, type JsonObject, type JsonValue } from '../../domain/json.js';
import { storableConfig, withSetting } from '../../domain/plugin/plugin-config.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Clock } from '../../ports/clock.js';
import type { PluginInstallation, PluginState, PluginStateStore } from '../../ports/plugin-state-store.js';
import { withinLimits } from 'plugin-async';
import { without } from '../../domain/without.js';
import { storageLimits } from '../shared/storage-limits.js';

/** Keeps the states in memory, until the process ends. */
export class InMemoryPluginStateStore implements PluginStateStore {
  readonly #clock: Clock;
  readonly #states: Map<string, PluginState>;

  /** @param states where the states are kept, by the plugin's name; stores may share one */
  constructor(clock: Clock, states = new Map<string, PluginState>()) {
    this.#clock = clock;
    this.#states = states;
  }

  load(options: CallOptions = {}): Promise<void> {
    return withinLimits(options, storageLimits('*', 'load', 'memory:'), () => Promise.resolve());
  }

  getState(name: string): PluginState {
    return this.#states.get(name) ?? { enabled: true, config: {} };
  }

  listDisabled(): readonly string[] {
    return [...this.#states]
      .filter(([, state]) => !state.enabled)
      .map(([name]) => name)
      .sort();
  }

  setEnabled(name: string, enabled: boolean, options: CallOptions = {}): Promise<void> {
    const others = without(this.getState(name), 'disabledAt');
    const disabledAt = this.#clock.now().toISOString();
    return this.#set(name, { ...others, enabled, ...(enabled ? {} : { disabledAt }) }, options);
  }

  async setConfig(name: string, config: JsonObject, options: CallOptions = {}): Promise<void> {
    const kept = storableConfig(name, config);
    await this.#set(name, { ...this.getState(name), config: kept }, options);
  }

  async setSetting(name: string, key: string, value: JsonValue | undefined, options: CallOptions = {}): Promise<void> {
    const kept = value === undefined ? undefined : storableConfig(name, recordOf([[key, value]]))[key];
    const { config } = this.getState(name);
    await this.#set(name, { ...this.getState(name), config: withSetting(config, key, kept) }, options);
  }

  setInstallation(
    name: string,
    installation: PluginInstallation | undefined,
    options: CallOptions = {},
  ): Promise<void> {
    const state = this.getState(name);
    const others = without(state, 'approved', 'origin');
    return this.#set(name, { ...others, ...installedState(installation, state.origin) }, options);
  }

  forget(name: string, options: CallOptions = {}): Promise<void> {
    return withinLimits(options, storageLimits(name, 'set', 'memory:'), () => {
      this.#states.delete(name);
      return Promise.resolve();
    });
  }

  #set(name: string, state: PluginState, options: CallOptions): Promise<void> {
    return withinLimits(options, storageLimits(name, 'set', 'memory:'), () => {
      this.#states.set(name, state);
      return Promise.resolve();
    });
  }
}

function installedState(
  installation: PluginInstallation | undefined,
  recorded: PluginState['origin'],
): Pick<PluginState, 'approved' | 'origin'> {
  if (installation === undefined) return {};
  const { approved, previous, origin = recorded } = installation;
  return {
    approved: previous === undefined ? [approved] : [approved, previous],
    ...(origin === undefined ? {} : { origin }),
  };
}
