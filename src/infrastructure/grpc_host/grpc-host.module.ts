import { ContainerModule } from 'inversify';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LOGGER, type Logger } from '../../ports/logger.js';
import { EXTERNAL_OPERATIONS } from '../../ports/operation-provider.js';
import { PLUGIN_LOADER, type PluginLoader } from '../../ports/plugin-loader.js';
import { PLUGIN_MANAGER } from '../../ports/plugin-manager.js';
import { PLUGIN_STATE_STORE, type PluginStateStore } from '../../ports/plugin-state-store.js';
import { PLUGIN_TRANSPORT, type PluginTransport } from '../../ports/plugin-transport.js';
import { token } from '../../ports/token.js';
import { GrpcPluginTransport } from './grpc-plugin-transport.js';
import { RpcOperationProvider } from './rpc-operation-provider.js';
import { RpcPluginManager, type PluginDirectory } from './rpc-plugin-manager.js';
import type { HostLimits } from './start-plugin.js';

/** Options of {@link rpcManagerModule}. */
export interface RpcManagerOptions {
  readonly directories: readonly PluginDirectory[];
  readonly hostVersion: string;
  readonly limits: HostLimits;
}

// Manager and provider are one adapter: what passes between them is nobody else's business, so the token stays here.
const RPC_PLUGIN_MANAGER = token<RpcPluginManager>('RpcPluginManager');

/** Binds the manager of external plugins and the provider of their operations, over whatever transport is bound. */
export const rpcManagerModule = (options: RpcManagerOptions): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(RPC_PLUGIN_MANAGER)
      .toResolvedValue(
        (transport: PluginTransport, loader: PluginLoader, stateStore: PluginStateStore, logger: Logger) => {
          const { directories, ...settings } = options;
          return new RpcPluginManager({ transport, loader, stateStore, logger, ...settings }, directories);
        },
        [PLUGIN_TRANSPORT, PLUGIN_LOADER, PLUGIN_STATE_STORE, LOGGER],
      )
      .inSingletonScope()
      .onDeactivation((manager) => (manager as RpcPluginManager).shutdownAll());
    bind(PLUGIN_MANAGER).toService(RPC_PLUGIN_MANAGER);
    bind(EXTERNAL_OPERATIONS)
      .toResolvedValue(
        (plugins: RpcPluginManager, clock: Clock) => new RpcOperationProvider(plugins, clock),
        [RPC_PLUGIN_MANAGER, CLOCK],
      )
      .inSingletonScope();
  });

/** Binds the transport to plugins in processes of their own. */
export const grpcTransportModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PLUGIN_TRANSPORT)
      .toResolvedValue((logger: Logger) => new GrpcPluginTransport(logger), [LOGGER])
      .inSingletonScope();
  });
