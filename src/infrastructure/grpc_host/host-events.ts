import { status, type handleUnaryCall } from '@grpc/grpc-js';
import type { BrokeredServer, GrpcBroker } from 'go-plugin-node';
import { startTimer } from 'plugin-async';
import type { EmitAnswer, EmittedEvent } from '../../domain/event/emission.js';
import type { EmitHandler } from '../../ports/plugin-events.js';
import { hostEventService, hostEventServiceId } from '../../wire/event-services.js';

/**
 * Plugins forget an announcement after 5 s, and drop another one that comes before. AWF's host announces its service once, so that a
 * plugin cannot connect later.
 */
const announceEveryMs = 5_250;

/**
 * Serves AWF's HostEventService to one plugin. The handler belongs to the connection, so that it knows who emits.
 * @param ended aborted when the plugin has exited
 * @throws GoPluginError if it cannot be served
 */
export async function serveHostEvents(broker: GrpcBroker, onEmit: EmitHandler, ended: AbortSignal): Promise<void> {
  const emit: handleUnaryCall<EmittedEvent, EmitAnswer> = ({ request }, callback) => {
    onEmit(request).then(
      (answer) => callback(null, answer),
      (error: unknown) => callback({ code: status.INTERNAL, details: String(error) }),
    );
  };
  const server = await broker.acceptAndServe(hostEventServiceId, (services) => {
    services.addService(hostEventService, { emit });
  });
  announceAgain(server, ended);
}

function announceAgain(server: BrokeredServer, ended: AbortSignal): void {
  if (ended.aborted) return;
  const cancel = startTimer(
    announceEveryMs,
    () => {
      ended.removeEventListener('abort', cancel);
      // After a failure, brokering is over.
      server.announce().then(
        () => announceAgain(server, ended),
        () => undefined,
      );
    },
    { unref: true },
  );
  ended.addEventListener('abort', cancel, { once: true });
}
