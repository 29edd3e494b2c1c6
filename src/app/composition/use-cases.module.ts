import { ContainerModule } from 'inversify';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { COMMAND_RUNNER, type CommandRunner } from '../../ports/command-runner.js';
import { LOGGER, type Logger } from '../../ports/logger.js';
import {
  BUILT_IN_OPERATIONS,
  EXTERNAL_OPERATIONS,
  OPERATION_PROVIDER,
  type OperationProvider,
} from '../../ports/operation-provider.js';
import { PLUGIN_LOADER, type PluginLoader } from '../../ports/plugin-loader.js';
import { PLUGIN_MANAGER, type PluginManager } from '../../ports/plugin-manager.js';
import { PLUGIN_STATE_STORE, type PluginStateStore } from '../../ports/plugin-state-store.js';
import { PLUGIN_TRANSPORT, type PluginTransport } from '../../ports/plugin-transport.js';
import { token } from '../../ports/token.js';
import { CompositeOperationProvider } from '../plugins/composite-operation-provider.js';
import { ExternalOperationProvider } from '../plugins/external-operation-provider.js';
import { ExternalPluginManager, type PluginDirectory } from '../plugins/external-plugin-manager.js';
import type { HostLimits } from '../plugins/initialize-plugin.js';
import { WorkflowRunner } from '../workflows/workflow-runner.js';

/** Options of {@link pluginsModule}. */
export interface PluginsOptions {
  readonly directories: readonly PluginDirectory[];
  readonly hostVersion: string;
  readonly limits: HostLimits;
}

// Manager and provider are one use case: what passes between them is nobody else's business, so the token stays here.
const EXTERNAL_PLUGIN_MANAGER = token<ExternalPluginManager>('ExternalPluginManager');

/** Binds the manager of external plugins and the provider of their operations, over whatever transport is bound. */
export const pluginsModule = (options: PluginsOptions): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(EXTERNAL_PLUGIN_MANAGER)
      .toResolvedValue(
        (transport: PluginTransport, loader: PluginLoader, stateStore: PluginStateStore, logger: Logger) => {
          const { directories, ...settings } = options;
          return new ExternalPluginManager({ transport, loader, stateStore, logger, ...settings }, directories);
        },
        [PLUGIN_TRANSPORT, PLUGIN_LOADER, PLUGIN_STATE_STORE, LOGGER],
      )
      .inSingletonScope()
      .onDeactivation((manager) => (manager as ExternalPluginManager).shutdownAll());
    bind(PLUGIN_MANAGER).toService(EXTERNAL_PLUGIN_MANAGER);
    bind(EXTERNAL_OPERATIONS)
      .toResolvedValue(
        (plugins: ExternalPluginManager, clock: Clock) => new ExternalOperationProvider(plugins, clock),
        [EXTERNAL_PLUGIN_MANAGER, CLOCK],
      )
      .inSingletonScope();
  });

/** Binds all operations: the built-in ones and those of external plugins. */
export const operationsModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(OPERATION_PROVIDER)
      .toResolvedValue(
        (builtIn: OperationProvider, external: OperationProvider) => new CompositeOperationProvider(builtIn, external),
        [BUILT_IN_OPERATIONS, EXTERNAL_OPERATIONS],
      )
      .inSingletonScope();
  });

/** What {@link WorkflowRunner} is bound under. */
export const WORKFLOW_RUNNER = token<WorkflowRunner>('WorkflowRunner');

/** Binds the runner of workflows. */
export const runnerModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(WORKFLOW_RUNNER)
      .toResolvedValue(
        (
          operations: OperationProvider,
          plugins: PluginManager,
          commands: CommandRunner,
          clock: Clock,
          logger: Logger,
        ) => new WorkflowRunner({ operations, plugins, commands, clock, logger }),
        [OPERATION_PROVIDER, PLUGIN_MANAGER, COMMAND_RUNNER, CLOCK, LOGGER],
      )
      .inSingletonScope();
  });
