import { ContainerModule } from 'inversify';
import type { SecretMask } from '../../domain/secret-mask.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LOGGER, type Logger } from '../../ports/logger.js';
import { BUILT_IN_OPERATIONS } from '../../ports/operation-provider.js';
import { PLUGIN_LOADER } from '../../ports/plugin-loader.js';
import { PLUGIN_STATE_STORE } from '../../ports/plugin-state-store.js';
import { PLUGIN_TRANSPORT } from '../../ports/plugin-transport.js';
import { SETTINGS_SOURCE } from '../../ports/settings-source.js';
import { VALUE_SOURCE } from '../../ports/value-source.js';
import type { Plugin } from '../../sdk/plugin.js';
import {
  BuiltInOperationProvider,
  type BuiltInConfig,
  type BuiltInConfigPorts,
} from './built-in-operation-provider.js';
import type { BuiltInPlugin } from './built-in-plugin.js';
import { InMemoryPluginLoader } from './in-memory-plugin-loader.js';
import { InMemoryPluginStateStore } from './in-memory-plugin-state-store.js';
import { InMemoryPluginTransport } from './in-memory-plugin-transport.js';
import type { InMemoryPlugins } from './in-memory-plugins.js';
import { InMemorySettingsSource } from './in-memory-settings-source.js';

/** Binds transport and loader to plugins that are objects in this process. */
export const inMemoryModule = (plugins: InMemoryPlugins): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PLUGIN_LOADER).toConstantValue(new InMemoryPluginLoader(plugins));
    bind(PLUGIN_TRANSPORT)
      .toResolvedValue((logger: Logger) => new InMemoryPluginTransport(plugins, logger), [LOGGER])
      .inSingletonScope();
  });

/** Binds the settings of a project that sets nothing. */
export const noSettingsModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(SETTINGS_SOURCE).toConstantValue(new InMemorySettingsSource());
  });

/** Binds the state store to memory. */
export const inMemoryStatesModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PLUGIN_STATE_STORE)
      .toResolvedValue((clock: Clock) => new InMemoryPluginStateStore(clock), [CLOCK])
      .inSingletonScope();
  });

/**
 * Binds the built-in operations.
 * @param config makes what gives a plugin its configuration
 * @param secrets gets the secrets among the inputs of each call
 */
export const builtInOperationsModule = (
  plugins: readonly (Plugin | BuiltInPlugin)[],
  config: (ports: BuiltInConfigPorts) => BuiltInConfig,
  secrets: SecretMask,
): ContainerModule =>
  new ContainerModule(({ bind }) => {
    // Kept here, because the object that is deactivated may be an embedder's decorator around it.
    let provider: BuiltInOperationProvider | undefined;
    bind(BUILT_IN_OPERATIONS)
      .toResolvedValue(
        (logger, stateStore, settings, values) => {
          const configOf = config({ stateStore, settings, values });
          return (provider = new BuiltInOperationProvider(plugins, { logger, stateStore, configOf, secrets }));
        },
        [LOGGER, PLUGIN_STATE_STORE, SETTINGS_SOURCE, VALUE_SOURCE],
      )
      .inSingletonScope()
      .onDeactivation(() => provider?.close());
  });
