import { Container, ContainerModule } from 'inversify';
import { builtInOperationsModule } from '../../infrastructure/in_memory/in-memory.module.js';
import { commandShellModule } from '../../infrastructure/command_shell/command-shell.module.js';
import { pinoLoggerModule } from '../../infrastructure/pino_logger/pino-logger.module.js';
import { stateStoreModule } from '../../infrastructure/state_store/state-store.module.js';
import { systemClockModule } from '../../infrastructure/system_clock/system-clock.module.js';
import { workflowFileModule } from '../../infrastructure/workflow_file/workflow-file.module.js';
import { LOGGER } from '../../ports/logger.js';
import { checkOptions, containerOptions } from './check-options.js';
import type { ContainerOptions } from './container-options.js';
import { externalPluginModules } from './external-plugins.js';
import { operationsModule, runnerModule } from './use-cases.module.js';

/**
 * The composition root: binds every port to an adapter. It does no I/O and loads no transport before the first call of a port.
 *
 * @throws HostOptionError for an option that is unknown or has a wrong type, and for plugins that the transport `legacy_stub` would ignore
 */
export function buildContainer(options: ContainerOptions = {}): Container {
  checkOptions(options, containerOptions);
  const container = new Container();
  container.load(
    systemClockModule(),
    loggerModule(options),
    stateStoreModule(options.statePath),
    builtInOperationsModule(options.builtIns ?? []),
    operationsModule(),
    workflowFileModule(),
    commandShellModule(),
    runnerModule(),
    ...externalPluginModules(options),
  );
  return container;
}

const loggerModule = ({ logger, logLevel }: ContainerOptions): ContainerModule =>
  logger === undefined
    ? pinoLoggerModule(logLevel === undefined ? {} : { level: logLevel })
    : new ContainerModule(({ bind }) => {
        bind(LOGGER).toConstantValue(logger);
      });
