import { Container, ContainerModule } from 'inversify';
import { grpcTransportModule } from '../../infrastructure/grpc_host/grpc-host.module.js';
import type { PluginDirectory } from '../plugins/external-plugin-manager.js';
import type { HostLimits } from '../plugins/initialize-plugin.js';
import { memoryDirectory } from '../../infrastructure/in_memory/in-memory-plugin-loader.js';
import { builtInOperationsModule, inMemoryModule } from '../../infrastructure/in_memory/in-memory.module.js';
import type { InMemoryPlugins } from '../../infrastructure/in_memory/in-memory-plugins.js';
import { commandShellModule } from '../../infrastructure/command_shell/command-shell.module.js';
import { legacyStubModule } from '../../infrastructure/legacy_stub/legacy-stub.module.js';
import { manifestLoaderModule } from '../../infrastructure/manifest_loader/manifest-loader.module.js';
import { pinoLoggerModule } from '../../infrastructure/pino_logger/pino-logger.module.js';
import { stateStoreModule } from '../../infrastructure/state_store/state-store.module.js';
import { systemClockModule } from '../../infrastructure/system_clock/system-clock.module.js';
import { workflowFileModule } from '../../infrastructure/workflow_file/workflow-file.module.js';
import { LOGGER, type Logger, type LogLevel } from '../../ports/logger.js';
import type { Plugin } from '../../sdk/plugin.js';
import { operationsModule, pluginsModule, runnerModule } from './use-cases.module.js';

/** How plugins are reached. `grpc`: subprocesses. `in_memory`: objects in this process. `legacy_stub`: not at all. */
export type TransportKind = 'grpc' | 'in_memory' | 'legacy_stub';

/** What a container is built from. */
export interface ContainerOptions {
  /** @default 'grpc' */
  readonly transport?: TransportKind | undefined;
  /** Where plugins are looked for, in this order. @default none */
  readonly directories?: readonly PluginDirectory[] | undefined;
  /** The plugins of the transport `in_memory`. */
  readonly plugins?: InMemoryPlugins | undefined;
  /** Plugins that are part of the host. */
  readonly builtIns?: readonly Plugin[] | undefined;
  /** `plugins.json`; without it the states of plugins are kept in memory. */
  readonly statePath?: string | undefined;
  /** What the plugins' `awf_version` is compared with. @default {@link awfVersion} */
  readonly hostVersion?: string | undefined;
  /** A logger to use instead of pino on stderr. */
  readonly logger?: Logger | undefined;
  /** The least severe level that the default logger writes. @default 'warn' */
  readonly logLevel?: LogLevel | undefined;
  /** How long the steps of a plugin's life may take; those that are not given have their defaults. */
  readonly limits?: { readonly [L in keyof HostLimits]?: HostLimits[L] | undefined } | undefined;
}

/** The AWF release whose plugin contract this host keeps; plugins ask for it in their manifests. */
export const awfVersion = '0.11.0';

/** How long a plugin may take, unless options say otherwise. */
export const defaultLimits: HostLimits = { startTimeoutMs: 15_000, callTimeoutMs: 5_000, shutdownTimeoutMs: 2_000 };

/** The limits, with the defaults for those that are not given. */
export const limitsOf = (given: ContainerOptions['limits'] = {}): HostLimits => ({
  startTimeoutMs: given.startTimeoutMs ?? defaultLimits.startTimeoutMs,
  callTimeoutMs: given.callTimeoutMs ?? defaultLimits.callTimeoutMs,
  shutdownTimeoutMs: given.shutdownTimeoutMs ?? defaultLimits.shutdownTimeoutMs,
});

/** The composition root: binds every port to an adapter. Does no I/O; that begins with the first call of a port. */
export function buildContainer(options: ContainerOptions = {}): Container {
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
    ...pluginModules(options),
  );
  return container;
}

// Plugins in memory are in no directory; the loader is asked for them once.
const inMemory: readonly PluginDirectory[] = [{ path: memoryDirectory, optional: false }];

function pluginModules(options: ContainerOptions): readonly ContainerModule[] {
  const manager = pluginsModule({
    directories: options.transport === 'in_memory' ? inMemory : (options.directories ?? []),
    hostVersion: options.hostVersion ?? awfVersion,
    limits: limitsOf(options.limits),
  });
  switch (options.transport ?? 'grpc') {
    case 'grpc':
      return [manager, grpcTransportModule(), manifestLoaderModule()];
    case 'in_memory':
      return [manager, inMemoryModule(options.plugins ?? {})];
    case 'legacy_stub':
      return [legacyStubModule()];
  }
}

const loggerModule = ({ logger, logLevel }: ContainerOptions): ContainerModule =>
  logger === undefined
    ? pinoLoggerModule(logLevel === undefined ? {} : { level: logLevel })
    : new ContainerModule(({ bind }) => {
        bind(LOGGER).toConstantValue(logger);
      });
