import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { GRPCControllerClient } from '../generated/go_plugin/controller_grpc_pb.cjs';
import { Empty } from '../generated/go_plugin/controller_pb.cjs';
import { isTransportFailure } from '../channel/failure-origin.js';
import { terminate } from '../process/termination.js';
import type { PluginConnection } from './connect.js';
import type { ClientSettings } from './options.js';
import type { StartedPlugin } from './start.js';

/**
 * Ends a plugin: lets its printed text arrive, asks it to shut down, and ends it by force if it does not in time. Bounded in any case,
 * where go-plugin's Kill hangs on a stopped plugin (T12) or one whose pipes others hold (T22).
 * @param connect gives the connection, making it if need be; the way to ask politely
 */
export async function stopPlugin(
  started: StartedPlugin,
  settings: Pick<ClientSettings, 'gracefulStopMs' | 'terminateMs' | 'logger'>,
  connect: () => Promise<PluginConnection>,
): Promise<void> {
  const { plugin } = started;
  const { gracefulStopMs: gracefulMs, terminateMs, logger } = settings;
  const outcome = await terminate(plugin.runner, { gracefulMs, terminateMs }, async () => {
    const connection = await connect();
    // A plugin that prints without end is to have time left in which to be asked, and to end.
    await connection.stdio.drain(gracefulMs / 2);
    // In go-plugin's order: what the plugin still wanted from this side comes too late.
    await connection.broker.close();
    return requestShutdown(connection, gracefulMs);
  });
  const { pid } = plugin.runner;
  if (outcome !== 'exited') logger.log('warn', 'plugin failed to exit gracefully', { pid, outcome });
  if (outcome !== 'unkillable') await started.released;
}

/** Whether it is worth waiting for the plugin's end. */
function requestShutdown(connection: PluginConnection, timeoutMs: number): Promise<boolean> {
  const client = connection.grpc.client(GRPCControllerClient);
  return new Promise((resolve) => {
    const options = { deadline: Date.now() + timeoutMs };
    client.shutdown(new Empty(), new Metadata(), options, (error) => resolve(error === null || isAccepted(error)));
  });
}

/**
 * A Go plugin stops its server at once, so that its own answer is lost: that is the normal answer (T12), whether the connection breaks or
 * the stream is reset, with whatever code. Other servers tell their calls under way that they are shutting down.
 */
function isAccepted(error: ServiceError): boolean {
  return isTransportFailure(error) || error.code === status.UNAVAILABLE || error.code === status.CANCELLED;
}
