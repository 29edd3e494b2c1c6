import type { Container } from 'inversify';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import { OPERATION_PROVIDER, type OperationProvider } from '../../ports/operation-provider.js';
import { PLUGIN_MANAGER, type PluginManager } from '../../ports/plugin-manager.js';
import { PLUGIN_STATE_STORE, type PluginStateStore } from '../../ports/plugin-state-store.js';
import { LOGGER, type Logger } from '../../ports/logger.js';
import { pluginInfoOf } from '../../infrastructure/in_memory/in-memory-plugins.js';
import { WORKFLOW_SOURCE, type WorkflowSource } from '../../ports/workflow-source.js';
import { buildContainer, type ContainerOptions } from './container.js';
import { pluginDirectories } from './plugin-directories.js';
import { resolve } from './resolve.js';
import { WORKFLOW_RUNNER } from './use-cases.module.js';
import type { WorkflowRunner } from '../workflows/workflow-runner.js';

/** Options of {@link createHost}. */
export interface HostOptions extends Omit<ContainerOptions, 'directories'> {
  /**
   * Where plugins are, one directory or several. Must exist.
   * @default `AWF_PLUGINS_PATH`, else `.awf/plugins` and `$XDG_DATA_HOME/awf/plugins`, where they exist
   */
  readonly pluginsDir?: string | readonly string[] | undefined;
  /** The folder of the project, whose `.awf/plugins` is looked at. @default the current one */
  readonly cwd?: string | undefined;
  /** Called with the container before anything is resolved from it: rebind a port to an adapter of your own here. */
  readonly configure?: ((container: Container) => void | Promise<void>) | undefined;
}

/** A host at work. Whoever creates it closes it, best with `await using`. */
export interface Host extends AsyncDisposable {
  /** All operations; the plugin that a call needs is started by it. */
  readonly operations: OperationProvider;
  /** The life of external plugins. */
  readonly plugins: PluginManager;
  /** Which plugins are switched off, and how they are configured. */
  readonly pluginStates: PluginStateStore;
  /** Plugins that are part of the host. */
  readonly builtIns: readonly PluginInfo[];
  /** Reads workflow files. */
  readonly workflows: WorkflowSource;
  /** Runs workflows with the operations of this host. */
  readonly runner: WorkflowRunner;
  /** What the host writes its diagnostics to. */
  readonly logger: Logger;
  /** For what this interface does not offer: everything is bound under the tokens of the ports. */
  readonly container: Container;
  /** Ends all plugins; resolves when no process is left. Idempotent. @throws AggregateError of what went wrong meanwhile */
  close(): Promise<void>;
}

/**
 * Makes a host: `await using host = await createHost({ pluginsDir })`. No plugin is started, and no directory read, before it
 * is needed.
 */
export async function createHost(options: HostOptions = {}): Promise<Host> {
  const { pluginsDir, cwd = process.cwd(), configure, ...others } = options;
  const directories = pluginDirectories(pluginsDir, process.env, cwd);
  const container = buildContainer({ ...others, directories });
  await configure?.(container);
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= container.unbindAllAsync());
  return {
    operations: resolve(container, OPERATION_PROVIDER),
    plugins: resolve(container, PLUGIN_MANAGER),
    pluginStates: resolve(container, PLUGIN_STATE_STORE),
    builtIns: (options.builtIns ?? []).map((plugin) => pluginInfoOf(plugin.name, plugin, 'builtin')),
    workflows: resolve(container, WORKFLOW_SOURCE),
    runner: resolve(container, WORKFLOW_RUNNER),
    logger: resolve(container, LOGGER),
    container,
    close,
    [Symbol.asyncDispose]: close,
  };
}
