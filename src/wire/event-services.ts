import type { MethodDefinition } from '@grpc/grpc-js';
import {
  answerMessage,
  emitAnswerMessage,
  emitMessage,
  eventMessage,
  streamedEventMessage,
  type StreamedEvent,
} from './event-messages.js';
import { emptyMessage, type nothing } from './plugin-messages.js';
import { unary } from './plugin-services.js';

const streamEvents: MethodDefinition<StreamedEvent, typeof nothing> = {
  ...unary('/plugin.v1.EventService/StreamEvents', streamedEventMessage, emptyMessage),
  requestStream: true,
};

/** The events that a plugin handles. */
export const eventService = {
  handleEvent: unary('/plugin.v1.EventService/HandleEvent', eventMessage, answerMessage),
  streamEvents,
};

/** The events that a plugin emits by itself. The host serves it. */
export const hostEventService = {
  emit: unary('/plugin.v1.HostEventService/Emit', emitMessage, emitAnswerMessage),
};

/** The broker id under which AWF's host serves {@link hostEventService}. */
export const hostEventServiceId = 1;
