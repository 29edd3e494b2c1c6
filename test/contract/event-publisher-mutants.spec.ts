import {
  describeEventPublisherContract,
  eventPublisherClauses,
  type EventPublisherSubject,
} from '../../src/contract/index.js';
import type { DomainEvent } from '../../src/domain/event/domain-event.js';
import type { EventPublisher } from '../../src/ports/event-publisher.js';
import { busSubject } from '../support/event-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

type Handle = (event: DomainEvent) => Promise<void>;
type Mutate = (subject: EventPublisherSubject) => EventPublisherSubject;

const publisher =
  (change: (original: EventPublisher) => Partial<EventPublisher>): Mutate =>
  (subject) => ({ ...subject, publisher: altered(subject.publisher, change(subject.publisher)) });

/** With another handler in the place of the subscriber's own. */
const handling =
  (change: (handle: Handle) => Handle): Mutate =>
  (subject) => ({
    ...subject,
    subscribe: (name, patterns, handle) => subject.subscribe(name, patterns, change(handle)),
  });

describeMutants('EventPublisher', describeEventPublisherContract, eventPublisherClauses, busSubject, {
  'EP-01': [
    'brings every event to everybody',
    (subject) => ({ ...subject, subscribe: (name, _, handle) => subject.subscribe(name, ['*'], handle) }),
  ],
  'EP-02': [
    'brings a later event before an earlier one',
    handling((handle) => {
      let first: DomainEvent | undefined;
      return async (event) => {
        if (event.type === 'n0') {
          first = event;
          return;
        }
        await handle(event);
        if (first !== undefined) await handle(first);
        first = undefined;
      };
    }),
  ],
  'EP-03': [
    'brings the next event while the one before is handled',
    handling((handle) => {
      let last: Promise<void> = Promise.resolve();
      return async (event) => {
        const running = handle(event);
        last = Promise.all([last, running]).then(() => undefined);
        // All others end when their handler does.
        if (event.type !== 'turn' || (await endsSoon(running))) await running;
      };
    }),
  ],
  'EP-04': [
    'waits for the subscribers while it publishes',
    (subject) => {
      const running = new Set<Promise<void>>();
      return {
        ...subject,
        publisher: altered(subject.publisher, {
          publish: async (event) => {
            const publication = await subject.publisher.publish(event);
            if (publication.subscribers.length > 1 && event.type === 'a') {
              await new Promise((resolve) => setImmediate(resolve));
              await Promise.all(running);
            }
            return publication;
          },
        }),
        subscribe: (name, patterns, handle) =>
          subject.subscribe(name, patterns, (event) => {
            const work = handle(event);
            running.add(work);
            return work;
          }),
      };
    },
  ],
  'EP-05': [
    'does not say what it drops',
    publisher((original) => ({ publish: async (event) => ({ ...(await original.publish(event)), dropped: [] }) })),
  ],
  'EP-06': [
    'gives up a subscriber that fails',
    handling((handle) => {
      let failed = false;
      return async (event) => {
        if (failed) return;
        await handle(event).catch((error: unknown) => {
          failed = true;
          throw error;
        });
      };
    }),
  ],
  'EP-07': [
    'ends while an event is handled',
    publisher((original) => ({
      close: () => Promise.race([original.close(), new Promise<void>((resolve) => setTimeout(resolve, 5))]),
    })),
  ],
  'EP-08': [
    'publishes after its end',
    (subject) => {
      const handlers: Handle[] = [];
      let closed = false;
      return {
        ...subject,
        publisher: {
          publish: async (event) => {
            if (closed && event.type === 'late') for (const handle of handlers) await handle(event);
            return subject.publisher.publish(event);
          },
          close: () => {
            closed = true;
            return subject.publisher.close();
          },
        },
        subscribe: (name, patterns, handle) => {
          handlers.push(handle);
          return subject.subscribe(name, patterns, handle);
        },
      };
    },
  ],
});

/** Whether work ends in this turn of the event loop. */
const endsSoon = (work: Promise<void>): Promise<boolean> =>
  Promise.race([work.then(() => true), Promise.resolve().then(() => false)]);
