import { EventBus, type EventLimits } from '../../src/app/plugins/events/event-bus.js';
import type { Subscriber } from '../../src/app/plugins/events/event-queue.js';
import { emptyPayload, type DomainEvent } from '../../src/domain/event/domain-event.js';
import { RecordingLogger } from '../../src/infrastructure/in_memory/recording-logger.js';
import { systemClock } from '../../src/infrastructure/system_clock/system-clock.js';

let events = 0;

/** An event of the host. */
export const eventOf = (type: string, changes: Partial<DomainEvent> = {}): DomainEvent => ({
  id: `event-${(events += 1)}`,
  type,
  timestamp: new Date(),
  source: 'core',
  metadata: {},
  payload: emptyPayload,
  propagationDepth: 0,
  ...changes,
});

/** A subscriber of everything that emits nothing, with changes. */
export const subscriberOf = (
  name: string,
  deliver: Subscriber['deliver'],
  changes: Partial<Subscriber> = {},
): Subscriber => ({
  name,
  emit: [],
  patterns: ['*'],
  deliver,
  flush: () => Promise.resolve(),
  ...changes,
});

/** A bus whose log can be read. */
export function eventBus(limits: Partial<EventLimits> = {}): {
  readonly bus: EventBus;
  readonly logger: RecordingLogger;
} {
  const logger = new RecordingLogger();
  const all = { eventQueue: 256, eventTimeoutMs: 5_000, eventDrainMs: 5_000, ...limits };
  return { bus: new EventBus(all, { clock: systemClock, logger }), logger };
}
