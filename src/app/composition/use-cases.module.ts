import { hostname, userInfo } from 'node:os';
import { ContainerModule } from 'inversify';
import type { JsonObject } from '../../domain/json.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import { CLOCK } from '../../ports/clock.js';
import { COMMAND_RUNNER } from '../../ports/command-runner.js';
import { EVENT_PUBLISHER } from '../../ports/event-publisher.js';
import { LOGGER } from '../../ports/logger.js';
import { BUILT_IN_OPERATIONS, EXTERNAL_OPERATIONS, OPERATION_PROVIDER } from '../../ports/operation-provider.js';
import { PLUGIN_LOADER, type PluginLoader } from '../../ports/plugin-loader.js';
import { PLUGIN_MANAGER } from '../../ports/plugin-manager.js';
import { PLUGIN_STATE_STORE } from '../../ports/plugin-state-store.js';
import { PLUGIN_TRANSPORT } from '../../ports/plugin-transport.js';
import { SETTINGS_SOURCE } from '../../ports/settings-source.js';
import { STEP_TYPE_PROVIDER } from '../../ports/step-type-provider.js';
import { token } from '../../ports/token.js';
import { VALUE_SOURCE } from '../../ports/value-source.js';
import { WORKFLOW_VALIDATOR_PROVIDER } from '../../ports/workflow-validator-provider.js';
import { CompositeOperationProvider } from '../plugins/composite-operation-provider.js';
import { ExternalOperationProvider } from '../plugins/external-operation-provider.js';
import { EventBus } from '../plugins/events/event-bus.js';
import { ExternalStepTypeProvider } from '../plugins/external-step-type-provider.js';
import { ExternalValidatorProvider } from '../plugins/external-validator-provider.js';
import { SECRET_MASK } from './secret-mask.module.js';
import { ExternalPluginManager, type PluginSource } from '../plugins/external-plugin-manager.js';
import type { HostLimits } from '../plugins/initialize-plugin.js';
import { pause, SupervisedPluginTransport, type Supervision } from '../plugins/supervised-plugin-transport.js';
import { WorkflowRunner } from '../workflows/workflow-runner.js';

/** Options of {@link pluginsModule}. */
export interface PluginsOptions {
  readonly sources: (loader: PluginLoader) => readonly PluginSource[];
  readonly hostVersion: string;
  readonly limits: HostLimits;
  /** Undefined: plugins start again with each call, at once and without end. */
  readonly supervision: Supervision | undefined;
  readonly onStatus: ((plugin: PluginInfo) => void) | undefined;
  /** Values for plugins that count before all others. */
  readonly pluginConfig: ReadonlyMap<string, JsonObject>;
}

/** What the bus is bound under that plugins are connected to. {@link EVENT_PUBLISHER} is for those who publish. */
export const EVENT_BUS = token<EventBus>('EventBus');

/** Binds the manager of external plugins and the provider of their operations. Both see whatever is bound under the ports they use. */
export const pluginsModule = ({ sources, supervision, ...options }: PluginsOptions): ContainerModule =>
  new ContainerModule(({ bind }) => {
    // Kept here, because the object that is deactivated may be an embedder's decorator around it.
    let manager: ExternalPluginManager | undefined;
    bind(EVENT_BUS)
      .toResolvedValue((logger, clock) => new EventBus(options.limits, { logger, clock }), [LOGGER, CLOCK])
      .inSingletonScope();
    bind(EVENT_PUBLISHER).toResolvedValue((bus) => bus, [EVENT_BUS]);
    bind(PLUGIN_MANAGER)
      .toResolvedValue(
        (given, loader, stateStore, logger, clock, events, settings, values, secrets) => {
          const ports = { clock, logger, pause, random: Math.random };
          const transport =
            supervision === undefined ? given : new SupervisedPluginTransport(given, supervision, ports);
          const restartAtOnce = supervision?.restart === 'at_once';
          const context = {
            transport,
            stateStore,
            logger,
            restartAtOnce,
            events,
            settings,
            values,
            secrets,
            ...options,
          };
          manager = new ExternalPluginManager(context, sources(loader));
          return manager;
        },
        [
          PLUGIN_TRANSPORT,
          PLUGIN_LOADER,
          PLUGIN_STATE_STORE,
          LOGGER,
          CLOCK,
          EVENT_BUS,
          SETTINGS_SOURCE,
          VALUE_SOURCE,
          SECRET_MASK,
        ],
      )
      .inSingletonScope()
      .onDeactivation(() => manager?.close());
    bind(EXTERNAL_OPERATIONS)
      .toResolvedValue(
        (plugins, clock, logger, secrets) => new ExternalOperationProvider({ plugins, clock, logger, secrets }),
        [PLUGIN_MANAGER, CLOCK, LOGGER, SECRET_MASK],
      )
      .inSingletonScope();
    bind(STEP_TYPE_PROVIDER)
      .toResolvedValue(
        (plugins, clock, logger, secrets) => new ExternalStepTypeProvider({ plugins, clock, logger, secrets }),
        [PLUGIN_MANAGER, CLOCK, LOGGER, SECRET_MASK],
      )
      .inSingletonScope();
    bind(WORKFLOW_VALIDATOR_PROVIDER)
      .toResolvedValue((plugins, clock) => new ExternalValidatorProvider({ plugins, clock }), [PLUGIN_MANAGER, CLOCK])
      .inSingletonScope();
  });

/** Binds all operations: the built-in ones and those of external plugins. */
export const operationsModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(OPERATION_PROVIDER)
      .toResolvedValue(
        (builtIn, external) => new CompositeOperationProvider(builtIn, external),
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
        (operations, builtIns, stepTypes, validators, plugins, commands, clock, logger, events, secrets) =>
          new WorkflowRunner(
            { operations, builtIns, stepTypes, validators, plugins, commands, clock, logger, events, secrets },
            { user: userName(), hostname: hostname() },
          ),
        [
          OPERATION_PROVIDER,
          BUILT_IN_OPERATIONS,
          STEP_TYPE_PROVIDER,
          WORKFLOW_VALIDATOR_PROVIDER,
          PLUGIN_MANAGER,
          COMMAND_RUNNER,
          CLOCK,
          LOGGER,
          EVENT_PUBLISHER,
          SECRET_MASK,
        ],
      )
      .inSingletonScope()
      .onDeactivation((runner) => runner.close());
  });

/** Name of the user; empty where the system has no entry for them, as in some containers. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
