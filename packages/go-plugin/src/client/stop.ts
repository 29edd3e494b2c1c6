import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { GRPCControllerClient } from '../generated/go_plugin/controller_grpc_pb.cjs';
import { Empty } from '../generated/go_plugin/controller_pb.cjs';
import { isTransportFailure } from '../channel/failure-origin.js';
import { terminate } from '../process/termination.js';
import type { MainConnection } from './connect.js';
import type { ClientSettings } from './options.js';
import type { StartedPlugin } from './start.js';

/**
 * Ends a plugin: waits for its printed text, asks it to shut down, and kills it if it does not exit in time. The time
 * is always limited. go-plugin's Kill hangs on a stopped plugin, and if another process holds the plugin's pipes.
 * @param connect returns the connection for the Shutdown call, and makes it if necessary
 */
export async function stopPlugin(
  started: StartedPlugin,
  settings: Pick<ClientSettings, 'gracefulStopMs' | 'terminateMs' | 'logger'>,
  connect: () => Promise<MainConnection>,
): Promise<void> {
  const { plugin } = started;
  const { gracefulStopMs: gracefulMs, terminateMs, logger } = settings;
  const outcome = await terminate(plugin.runner, { gracefulMs, terminateMs }, async () => {
    const connection = await connect();
    // If a plugin prints without end, time must remain to ask it to shut down, and for it to exit.
    await connection.stdio.drain(gracefulMs / 2);
    // In go-plugin's order: brokered servers of this side close before the plugin is asked to shut down.
    await connection.broker.close();
    return requestShutdown(connection, gracefulMs);
  });
  const { pid } = plugin.runner;
  if (outcome !== 'exited') logger.log('warn', 'plugin failed to exit gracefully', { pid, outcome });
  if (outcome !== 'unkillable') await started.released;
}

/** Whether the plugin accepted the request, so that it is worth waiting for its exit. */
function requestShutdown(connection: MainConnection, timeoutMs: number): Promise<boolean> {
  const client = connection.grpc.client(GRPCControllerClient);
  return new Promise((resolve) => {
    const options = { deadline: Date.now() + timeoutMs };
    client.shutdown(new Empty(), new Metadata(), options, (error) => resolve(error === null || isAccepted(error)));
  });
}

/**
 * A Go plugin stops its server before it answers Shutdown. So a broken connection, or a stream reset with any code, is
 * the normal answer. Other servers tell running calls that they are shutting down.
 */
function isAccepted(error: ServiceError): boolean {
  return isTransportFailure(error) || error.code === status.UNAVAILABLE || error.code === status.CANCELLED;
}
