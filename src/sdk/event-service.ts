import { status, type ServerReadableStream } from '@grpc/grpc-js';
import type { ServiceRegistrar } from 'go-plugin-node';
import type { DomainEvent } from '../domain/event/domain-event.js';
import type { StreamedEvent } from '../wire/event-messages.js';
import { eventService } from '../wire/event-services.js';
import { nothing } from '../wire/plugin-messages.js';
import { answer, statusOf } from './answer.js';
import type { PluginRuntime } from './plugin-runtime.js';

/** Adds the service that gets events. As in AWF's SDK, every plugin has it. */
export function addEventService(server: ServiceRegistrar, runtime: PluginRuntime): void {
  server.addService(eventService, {
    handleEvent: answer((event: DomainEvent, caller) => runtime.handleEvent(event, caller.signal)),
    streamEvents(
      call: ServerReadableStream<StreamedEvent, typeof nothing>,
      callback: (error: ReturnType<typeof statusOf> | null, response?: typeof nothing) => void,
    ): void {
      if (!runtime.handlesEvents)
        callback({ code: status.UNIMPLEMENTED, details: 'plugin does not implement EventSubscriber' });
      else
        handleAll(call, runtime).then(
          () => callback(null, nothing),
          (error: unknown) => callback(statusOf(error, status.UNKNOWN)),
        );
    },
  });
}

/** Handles the events of a stream in their order. Reading waits for the handler, and gRPC has the host wait then. */
async function handleAll(call: ServerReadableStream<StreamedEvent, unknown>, runtime: PluginRuntime): Promise<void> {
  const canceled = new AbortController();
  call.once('cancelled', () => canceled.abort());
  for await (const { event } of call as AsyncIterable<StreamedEvent>)
    await runtime.handleStreamedEvent(event, canceled.signal);
}
