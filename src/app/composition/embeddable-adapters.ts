// The adapters that embedders and their tests make themselves. Only this folder imports adapters, so the package's entry takes them from here.
export { InMemoryCommandRunner, type InMemoryShell } from '../../infrastructure/in_memory/in-memory-command-runner.js';
export type { BuiltInPlugin } from '../../infrastructure/in_memory/built-in-plugin.js';
export { InMemoryPluginTransport } from '../../infrastructure/in_memory/in-memory-plugin-transport.js';
export type {
  InMemoryPluginFactory,
  InMemoryPlugins,
  InMemoryProcess,
} from '../../infrastructure/in_memory/in-memory-plugins.js';
export { InMemorySettingsSource } from '../../infrastructure/in_memory/in-memory-settings-source.js';
export { InMemoryValueSource, type GivenValues } from '../../infrastructure/in_memory/in-memory-value-source.js';
export { ManualClock, type ManualClockOptions } from '../../infrastructure/in_memory/manual-clock.js';
export type { SettingsFile } from '../../infrastructure/project_settings/file-settings-source.js';
export { RecordingLogger, type LogRecord } from '../../infrastructure/in_memory/recording-logger.js';
