import { withinLimits } from 'plugin-async';
import { noSettings, type ProjectSettings } from '../../domain/project/project-settings.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { SettingsSource } from '../../ports/settings-source.js';
import { storageLimits } from '../shared/storage-limits.js';

/** Settings that a program gives, for hosts that read no file, and for tests. */
export class InMemorySettingsSource implements SettingsSource {
  readonly #settings: ProjectSettings;

  /** @param settings what is not given is not set */
  constructor(settings: Partial<ProjectSettings> = {}) {
    this.#settings = { ...noSettings, ...settings };
  }

  /** Gives the settings of the constructor. */
  load(options: CallOptions = {}): Promise<ProjectSettings> {
    return withinLimits(options, storageLimits('*', 'load', 'memory:'), () => Promise.resolve(this.#settings));
  }
}
