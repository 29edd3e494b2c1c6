import { silentLogger } from '../../packages/go-plugin/src/logger.js';
import { builtInConfig } from '../../src/app/composition/built-in-config.js';
import type { JsonObject } from '../../src/domain/json.js';
import { noSettings, type ProjectSettings } from '../../src/domain/project/project-settings.js';
import type { BuiltInPorts } from '../../src/infrastructure/in_memory/built-in-operation-provider.js';
import { InMemoryPluginStateStore } from '../../src/infrastructure/in_memory/in-memory-plugin-state-store.js';
import { InMemorySettingsSource } from '../../src/infrastructure/in_memory/in-memory-settings-source.js';
import { InMemoryValueSource } from '../../src/infrastructure/in_memory/in-memory-value-source.js';
import { systemClock } from '../../src/infrastructure/system_clock/system-clock.js';

/** What built-in plugins depend on, in memory. */
export function builtInPorts(given: Partial<ProjectSettings> = {}): BuiltInPorts {
  const stateStore = new InMemoryPluginStateStore(systemClock);
  const settings = new InMemorySettingsSource({ ...noSettings, ...given });
  const configOf = builtInConfig()({ stateStore, settings, values: new InMemoryValueSource() });
  return { logger: silentLogger, stateStore, configOf };
}

/** Settings that have a configuration for one plugin. */
export const configured = (plugin: string, config: JsonObject): Partial<ProjectSettings> => ({
  plugins: new Map([[plugin, { config, sandbox: undefined }]]),
});
