import type { Container, ContainerModule } from 'inversify';
import type { Workflow } from '../../domain/workflow/workflow.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import { OPERATION_PROVIDER, type OperationProvider } from '../../ports/operation-provider.js';
import { PLUGIN_MANAGER, type PluginManager } from '../../ports/plugin-manager.js';
import { PLUGIN_STATE_STORE, type PluginStateStore } from '../../ports/plugin-state-store.js';
import { SETTINGS_SOURCE, type SettingsSource } from '../../ports/settings-source.js';
import { STEP_TYPE_PROVIDER, type StepTypeProvider } from '../../ports/step-type-provider.js';
import {
  WORKFLOW_VALIDATOR_PROVIDER,
  type WorkflowValidatorProvider,
} from '../../ports/workflow-validator-provider.js';
import { LOGGER, type Logger } from '../../ports/logger.js';
import { builtInInfo } from '../../infrastructure/in_memory/built-in-plugin.js';
import { WORKFLOW_SOURCE, type WorkflowSource } from '../../ports/workflow-source.js';
import { composeContainer, givenLoggerModule } from './compose-container.js';
import type { ContainerOptions } from './container-options.js';
import { checkOptions, hostOptions } from './check-options.js';
import { HostGate } from './host-gate.js';
import { HostOptionError } from './host-option-error.js';
import { pluginDirectories, settingsFile } from './plugin-directories.js';
import { SECRET_MASK } from './secret-mask.module.js';
import { WORKFLOW_RUNNER } from './use-cases.module.js';
import type { ProjectLock } from '../plugins/install/project-lock.js';
import type { RunOptions } from '../workflows/run-options.js';
import type { RunResult } from '../workflows/run-result.js';
import type { WorkflowRunner } from '../workflows/workflow-runner.js';

/** Options of {@link createHost}. */
export interface HostOptions extends Omit<ContainerOptions, 'directories' | 'settingsFile' | 'folder' | 'lock'> {
  /**
   * Where plugins are, one directory or several. Must exist.
   * @default `AWF_PLUGINS_PATH`, else `.awf/plugins` and `$XDG_DATA_HOME/awf/plugins`, where they exist
   */
  readonly pluginsDir?: string | readonly string[] | undefined;
  /**
   * The settings of the project, a YAML file. Must exist.
   * @default `AWF_CONFIG_PATH`, else `.awf/config.yaml`, where it exists
   */
  readonly settingsPath?: string | undefined;
  /** The folder of the project, whose `.awf/plugins` is looked at; a function is called when it is needed. @default the current one */
  readonly cwd?: string | (() => string) | undefined;
  /**
   * Start only plugins that `.awf/plugins.lock` of the project names, and as it names them. Plugins in memory are part of your program, and need no
   * lock. @default false
   */
  readonly frozen?: boolean | undefined;
  /** Called with the container before anything is resolved from it: rebind a port to an adapter of your own here. */
  readonly configure?: ((container: Container) => void | Promise<void>) | undefined;
}

/** A host. Its creator must close it, for example with `await using`. */
export interface Host extends AsyncDisposable {
  /** All operations. A call starts the plugin that it needs. */
  readonly operations: OperationProvider;
  /** The types of steps that plugins add to workflows. A call starts the plugin that it needs. */
  readonly stepTypes: StepTypeProvider;
  /** The plugins that check workflows. */
  readonly validators: WorkflowValidatorProvider;
  /** The life of external plugins. */
  readonly plugins: PluginManager;
  /** Which plugins are switched off, and how they are configured. */
  readonly pluginStates: PluginStateStore;
  /** What the project sets. */
  readonly settings: SettingsSource;
  /** Plugins that are part of the host. */
  readonly builtIns: readonly PluginInfo[];
  /** Reads workflow files. */
  readonly workflows: WorkflowSource;
  /** Runs workflows with the operations of this host. */
  readonly runner: WorkflowRunner;
  /**
   * Runs a workflow, or the workflow in a text.
   *
   * @throws AwfError what {@link WorkflowSource.parse} throws for a text; `EXECUTION.HOST.CLOSED`
   */
  run(workflow: Workflow | string, options?: RunOptions): Promise<RunResult>;
  /** Masks the secrets that the host has learned, in texts and values that a program shows. */
  readonly secrets: SecretMask;
  /** What the host writes its diagnostics to. */
  readonly logger: Logger;
  /** Gives access to everything else, under the tokens of the ports. */
  readonly container: Container;
  /**
   * Cancels all runs, ends all plugins, and resolves when nothing is left of them. Every later call is refused with
   * `EXECUTION.HOST.CLOSED`; a second `close()` waits for the same end.
   *
   * @throws AggregateError of what went wrong meanwhile
   */
  close(): Promise<void>;
}

/**
 * Creates a host: `await using host = await createHost({ pluginsDir })`. No plugin is started, and no directory read, before it
 * is needed. Close it: the plugins that run keep this process alive until then.
 *
 * @throws HostOptionError for an option that is unknown, has a wrong type, or would be ignored
 */
export async function createHost(options: HostOptions = {}): Promise<Host> {
  checkOptions(options, hostOptions);
  refuseContradictions(options);
  const { pluginsDir, settingsPath, cwd, configure, frozen, ...others } = options;
  const folder = directoryOf(cwd);
  const directories = pluginDirectories(pluginsDir, process.env, folder);
  const given: ContainerOptions = {
    ...others,
    directories,
    folder,
    settingsFile: () => settingsFile(settingsPath, process.env, folder),
    lock: frozen === true ? (onInsecure) => lockIn(folder(), onInsecure) : undefined,
  };
  const container = composeContainer(given, await loggerModule(options));
  await configure?.(container);
  const runner = container.get(WORKFLOW_RUNNER);
  const gate = new HostGate();
  const workflows = gate.workflows(container.get(WORKFLOW_SOURCE));
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    gate.close();
    return (closing ??= allDone([runner.close(), container.unbindAllAsync()]));
  };
  return {
    operations: gate.operations(container.get(OPERATION_PROVIDER)),
    stepTypes: gate.stepTypes(container.get(STEP_TYPE_PROVIDER)),
    validators: gate.validators(container.get(WORKFLOW_VALIDATOR_PROVIDER)),
    plugins: gate.plugins(container.get(PLUGIN_MANAGER)),
    pluginStates: gate.pluginStates(container.get(PLUGIN_STATE_STORE)),
    settings: gate.settings(container.get(SETTINGS_SOURCE)),
    builtIns: (options.builtIns ?? []).map(builtInInfo),
    workflows,
    runner,
    run: async (workflow, runOptions) => {
      const runnable = typeof workflow === 'string' ? (await workflows.parse(workflow, 'workflow')).workflow : workflow;
      return runner.run(runnable, runOptions);
    },
    secrets: container.get(SECRET_MASK),
    logger: container.get(LOGGER),
    container,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The lock of the project, where it must have one. It is loaded here, because most hosts look at none. */
async function lockIn(folder: string, onInsecure?: (problem: string) => void): Promise<ProjectLock> {
  const { expectedLock } = await import('./project-lock.js');
  return expectedLock(folder, onInsecure);
}

/** A host that is given a logger never loads pino. */
async function loggerModule(options: HostOptions): Promise<ContainerModule> {
  if (options.logger !== undefined) return givenLoggerModule(options.logger);
  const { pinoLoggerModule } = await import('../../infrastructure/pino_logger/pino-logger.module.js');
  return pinoLoggerModule(options.logLevel);
}

const directoryOf = (cwd: HostOptions['cwd']) => (): string =>
  typeof cwd === 'function' ? cwd() : (cwd ?? process.cwd());

/** Options that would be ignored are refused. */
function refuseContradictions({ transport = 'grpc', pluginsDir }: HostOptions): void {
  if (pluginsDir !== undefined && transport !== 'grpc')
    throw new HostOptionError(
      'pluginsDir',
      `the transport ${transport} looks in no folder; leave out \`pluginsDir\` or \`transport\``,
    );
}

/** Waits for all, and then rejects with the first failure. */
async function allDone(ends: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(ends);
  await Promise.all(ends);
}
