import type { EmittedEvent } from '../../domain/event/emission.js';

/** An event that shares nothing with the given one, as if it had been sent. */
export const copied = <E extends EmittedEvent>(event: E): E => ({
  ...event,
  metadata: { ...event.metadata },
  payload: Uint8Array.from(event.payload),
});
