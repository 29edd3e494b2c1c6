import type { JsonObject } from '../../domain/json.js';
import type { PluginState, PluginStateStore } from '../../ports/plugin-state-store.js';

/** Forgets everything when the process ends. */
export class InMemoryPluginStateStore implements PluginStateStore {
  readonly #states: Map<string, PluginState>;

  constructor(states: Readonly<Record<string, PluginState>> = {}) {
    this.#states = new Map(Object.entries(states));
  }

  load(): Promise<void> {
    return Promise.resolve();
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

  setEnabled(name: string, enabled: boolean): Promise<void> {
    this.#states.set(name, { ...this.getState(name), enabled });
    return Promise.resolve();
  }

  setConfig(name: string, config: JsonObject): Promise<void> {
    this.#states.set(name, { ...this.getState(name), config });
    return Promise.resolve();
  }
}
