import { ContainerModule } from 'inversify';
import { LOGGER, type Logger } from '../../ports/logger.js';
import { PLUGIN_TRANSPORT } from '../../ports/plugin-transport.js';
import { GrpcPluginTransport } from './grpc-plugin-transport.js';

/** Binds the transport to plugins in processes of their own. */
export const grpcTransportModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PLUGIN_TRANSPORT)
      .toResolvedValue((logger: Logger) => new GrpcPluginTransport(logger), [LOGGER])
      .inSingletonScope();
  });
