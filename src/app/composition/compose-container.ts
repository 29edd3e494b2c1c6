import { Container, ContainerModule } from 'inversify';
import { SecretMask } from '../../domain/secret-mask.js';
import {
  builtInOperationsModule,
  inMemoryStatesModule,
  noSettingsModule,
} from '../../infrastructure/in_memory/in-memory.module.js';
import { commandShellModule } from '../../infrastructure/command_shell/command-shell.module.js';
import { projectSettingsModule } from '../../infrastructure/project_settings/project-settings.module.js';
import { stateStoreModule } from '../../infrastructure/state_store/state-store.module.js';
import { systemClockModule } from '../../infrastructure/system_clock/system-clock.module.js';
import { valueSourceModule } from '../../infrastructure/value_source/value-source.module.js';
import { workflowFileModule } from '../../infrastructure/workflow_file/workflow-file.module.js';
import { LOGGER, type Logger } from '../../ports/logger.js';
import { builtInConfig } from './built-in-config.js';
import type { ContainerOptions } from './container-options.js';
import { externalPluginModules } from './external-plugins.js';
import { secretMaskModule } from './secret-mask.module.js';
import { operationsModule, runnerModule } from './use-cases.module.js';

/**
 * Binds every port to an adapter. The logger comes from the caller, who knows whether the default one has to be loaded.
 *
 * @throws TypeError for plugins in memory that the transport `legacy_stub` would ignore
 */
export function composeContainer(options: ContainerOptions, logger: ContainerModule): Container {
  const { statePath, settingsFile, allowInsecure = false, secrets = new SecretMask() } = options;
  const container = new Container();
  container.load(
    systemClockModule(),
    secretMaskModule(secrets),
    logger,
    statePath === undefined ? inMemoryStatesModule() : stateStoreModule(statePath, allowInsecure),
    settingsFile === undefined ? noSettingsModule() : projectSettingsModule(settingsFile, allowInsecure),
    valueSourceModule({
      env: process.env,
      folder: options.folder ?? (() => process.cwd()),
      allowInsecure,
    }),
    builtInOperationsModule(options.builtIns ?? [], builtInConfig(options.pluginConfig, secrets), secrets),
    operationsModule(),
    workflowFileModule(),
    commandShellModule(),
    runnerModule(),
    ...externalPluginModules(options),
  );
  return container;
}

/** Binds a logger that the caller has made. */
export const givenLoggerModule = (logger: Logger): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(LOGGER).toConstantValue(logger);
  });
