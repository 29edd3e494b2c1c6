import { expect } from 'chai';
import type { DomainEvent } from '../domain/event/domain-event.js';
import type { EventPublisher } from '../ports/event-publisher.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { shortTimeoutMs, soon } from './expectations.js';

/** A publisher, and a way to listen to it. */
export interface EventPublisherSubject extends ContractSubject {
  /** What is tested. */
  readonly publisher: EventPublisher;
  /** Has `handle` called with each event that fits the patterns, as a plugin of this name would be. */
  readonly subscribe: (
    name: string,
    patterns: readonly string[],
    handle: (event: DomainEvent) => Promise<void>,
  ) => Promise<void>;
  /** How many events may wait for a subscriber, at most. */
  readonly capacity: number;
}

let published = 0;

const eventOf = (type: string): DomainEvent => ({
  id: `event-${(published += 1)}`,
  type,
  timestamp: new Date(),
  source: 'core',
  metadata: {},
  payload: new Uint8Array(0),
  propagationDepth: 0,
});

/** A handler that notes what it gets. */
function noting() {
  const got: string[] = [];
  const handle = ({ type }: DomainEvent): Promise<void> => {
    got.push(type);
    return Promise.resolve();
  };
  return { got, handle };
}

/** A handler that takes until it is released. */
function held() {
  let [release, begin]: (() => void)[] = [];
  const released = new Promise<void>((resolve) => (release = resolve));
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const handle = async (): Promise<void> => {
    begin?.();
    await released;
  };
  return { handle, begun, release: () => release?.() };
}

/** Clauses of the port EventPublisher. */
export const eventPublisherClauses: readonly Clause<EventPublisherSubject>[] = [
  {
    id: 'EP-01',
    title: 'brings an event to all that want its type, and says to whom',
    check: async ({ publisher, subscribe }) => {
      const [steps, all] = [noting(), noting()];
      await subscribe('steps', ['step.*'], steps.handle);
      await subscribe('all', ['*'], all.handle);
      expect((await publisher.publish(eventOf('step.started'))).subscribers).to.have.members(['steps', 'all']);
      expect((await publisher.publish(eventOf('other'))).subscribers).to.deep.equal(['all']);
      await publisher.close();
      expect([steps.got, all.got]).to.deep.equal([['step.started'], ['step.started', 'other']]);
    },
  },
  {
    id: 'EP-02',
    title: 'brings events in their order',
    check: async ({ publisher, subscribe }) => {
      const { got, handle } = noting();
      await subscribe('p', ['*'], handle);
      const types = Array.from({ length: 20 }, (_, index) => `n${index}`);
      for (const type of types) await publisher.publish(eventOf(type));
      await publisher.close();
      expect(got).to.deep.equal(types);
    },
  },
  {
    id: 'EP-03',
    title: 'brings one event at a time to one subscriber',
    check: async ({ publisher, subscribe }) => {
      let [now, most] = [0, 0];
      await subscribe('p', ['*'], async () => {
        most = Math.max(most, (now += 1));
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
      });
      for (let index = 0; index < 5; index += 1) await publisher.publish(eventOf('turn'));
      await publisher.close();
      expect(most).to.equal(1);
    },
  },
  {
    id: 'EP-04',
    title: 'waits for no subscriber, and lets none wait for another',
    check: async ({ publisher, subscribe }) => {
      const slow = held();
      const quick = held();
      await subscribe('slow', ['*'], slow.handle);
      await subscribe('quick', ['*'], quick.handle);
      await soon(publisher.publish(eventOf('a')), 'publishing');
      await soon(Promise.all([slow.begun, quick.begun]), 'both deliveries');
      slow.release();
      quick.release();
      await publisher.close();
    },
  },
  {
    id: 'EP-05',
    title: 'drops what finds too many waiting, and says for whom',
    check: async ({ publisher, subscribe, capacity }) => {
      const slow = held();
      await subscribe('slow', ['*'], slow.handle);
      await publisher.publish(eventOf('a'));
      await soon(slow.begun, 'the first delivery');
      const dropped: (readonly string[])[] = [];
      for (let index = 0; index < capacity + 100; index += 1)
        dropped.push((await publisher.publish(eventOf('a'))).dropped);
      slow.release();
      await publisher.close();
      expect(dropped.at(0)).to.deep.equal([]);
      expect(dropped.at(-1)).to.deep.equal(['slow']);
    },
  },
  {
    id: 'EP-06',
    title: 'goes on after a subscriber that fails',
    check: async ({ publisher, subscribe }) => {
      const { got, handle } = noting();
      await subscribe('p', ['*'], async (event) => {
        await handle(event);
        throw new Error('on request');
      });
      await publisher.publish(eventOf('a'));
      await publisher.publish(eventOf('b'));
      await publisher.close();
      expect(got).to.deep.equal(['a', 'b']);
    },
  },
  {
    id: 'EP-07',
    title: 'waits at its end for what is being handled',
    check: async ({ publisher, subscribe }) => {
      let finish = (): void => undefined;
      const handled = new Promise<void>((resolve) => (finish = resolve));
      await subscribe('p', ['*'], () => handled);
      await publisher.publish(eventOf('last'));
      const closing = publisher.close();
      const early = await soon(closing, 'close()', shortTimeoutMs).then(
        () => true,
        () => false,
      );
      finish();
      await closing;
      expect(early, 'ended while an event was handled').to.equal(false);
    },
  },
  {
    id: 'EP-08',
    title: 'brings nothing after its end, and can be ended again',
    check: async ({ publisher, subscribe }) => {
      const { got, handle } = noting();
      await subscribe('p', ['*'], handle);
      await publisher.close();
      expect(await publisher.publish(eventOf('late'))).to.deep.equal({ subscribers: [], dropped: [] });
      await publisher.close();
      expect(got).to.deep.equal([]);
    },
  },
];

/** Registers a test for each clause of EventPublisher. */
export const describeEventPublisherContract = (options: ContractOptions<EventPublisherSubject>): void =>
  describeClauses('EventPublisher', eventPublisherClauses, options);
