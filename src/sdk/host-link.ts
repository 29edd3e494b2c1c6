import type { EmitAnswer, EmittedEvent } from '../domain/event/emission.js';
import { EmitError, type EmitOptions } from './events.js';

/** The way of a plugin to its host. */
export interface HostLink {
  /** Hands an event to the host. @throws EmitError `EMIT_UNAVAILABLE` */
  emit(event: EmittedEvent, options?: EmitOptions): Promise<EmitAnswer>;
}

/** For plugins whose host takes no events. */
export const noHostLink: HostLink = {
  emit: () => Promise.reject(new EmitError('EMIT_UNAVAILABLE', 'this host takes no events')),
};
