import { expect } from 'chai';
import { emptyPayload, type DomainEvent } from '../../../../../src/domain/event/domain-event.js';
import type { EmittedEvent } from '../../../../../src/domain/event/emission.js';
import { eventBus, eventOf, subscriberOf } from '../../../../support/events.js';

const emitted = (type: string, changes: Partial<EmittedEvent> = {}): EmittedEvent => ({
  type,
  source: '',
  metadata: {},
  payload: emptyPayload,
  propagationDepth: 0,
  ...changes,
});

/** A delivery that ends when the test says so. */
function held() {
  let release: () => void = () => undefined;
  let begun: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (begun = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const deliver = async (): Promise<readonly EmittedEvent[]> => {
    begun();
    await released;
    return [];
  };
  return { deliver, started, release: () => release() };
}

describe('EventBus', () => {
  it('brings events to the plugins that want their type, in order', async () => {
    const { bus } = eventBus();
    const got: string[] = [];
    const noting = (name: string, patterns: readonly string[]) =>
      subscriberOf(
        name,
        ({ type }) => {
          got.push(`${name} ${type}`);
          return Promise.resolve([]);
        },
        { patterns },
      );
    bus.subscribe(noting('all', ['*']));
    bus.subscribe(noting('steps', ['step.*']));
    expect(await bus.publish(eventOf('workflow.started'))).to.deep.equal({ subscribers: ['all'], dropped: [] });
    await bus.publish(eventOf('step.started'));
    await bus.close();
    expect(got.filter((line) => line.startsWith('all'))).to.deep.equal(['all workflow.started', 'all step.started']);
    expect(got.filter((line) => line.startsWith('steps'))).to.deep.equal(['steps step.started']);
  });

  it('hands a plugin one event at a time, and lets others go on meanwhile', async () => {
    const { bus } = eventBus();
    const slow = held();
    let quick = 0;
    let done: () => void = () => undefined;
    const all = new Promise<void>((resolve) => (done = resolve));
    bus.subscribe(subscriberOf('slow', slow.deliver));
    bus.subscribe(
      subscriberOf('quick', () => {
        quick += 1;
        if (quick === 3) done();
        return Promise.resolve([]);
      }),
    );
    for (let index = 0; index < 3; index += 1) await bus.publish(eventOf('a'));
    await Promise.all([slow.started, all]);
    slow.release();
    await bus.close();
  });

  it('drops what finds the queue full, counts it, and tells it once at the beginning and once at the end', async () => {
    const { bus, logger } = eventBus({ eventQueue: 2 });
    const slow = held();
    bus.subscribe(subscriberOf('slow', slow.deliver));
    await bus.publish(eventOf('a'));
    await slow.started;
    const publications = [];
    for (let index = 0; index < 5; index += 1) publications.push(await bus.publish(eventOf('a')));
    expect(publications.map(({ dropped }) => dropped)).to.deep.equal([[], [], ['slow'], ['slow'], ['slow']]);
    slow.release();
    await bus.close();
    expect(logger.records.map(({ level, message, fields }) => [level, message, fields['code']])).to.deep.equal([
      ['warn', 'an event for plugin slow dropped: 2 events wait for it already', 'EXECUTION.EVENT.BUFFER_FULL'],
      ['warn', '3 events for plugin slow dropped: 2 events wait for it already', 'EXECUTION.EVENT.BUFFER_FULL'],
    ]);
  });

  it('goes on after a delivery that fails, and warns of the first of several', async () => {
    const { bus, logger } = eventBus();
    const got: string[] = [];
    bus.subscribe(
      subscriberOf('odd', ({ type }) => {
        got.push(type);
        return type === 'fine' ? Promise.resolve([]) : Promise.reject(new Error('boom'));
      }),
    );
    for (const type of ['bad', 'bad', 'fine', 'bad']) await bus.publish(eventOf(type));
    await bus.close();
    expect(got).to.deep.equal(['bad', 'bad', 'fine', 'bad']);
    expect(logger.records.map(({ level, message }) => `${level} ${message}`)).to.deep.equal([
      'warn plugin odd did not get event bad: boom',
      'debug plugin odd did not get event bad: boom',
      'warn plugin odd did not get event bad: boom',
    ]);
  });

  it('publishes what a plugin emits in answer, under its own name, and refuses what its manifest does not allow', async () => {
    const { bus, logger } = eventBus();
    const got: DomainEvent[] = [];
    bus.subscribe(
      subscriberOf(
        'answers',
        () =>
          Promise.resolve([
            emitted('answers.one', { source: 'answers' }),
            emitted('answers.two', { source: 'core' }),
            emitted('workflow.failed'),
          ]),
        { patterns: ['question'], emit: ['answers.*'] },
      ),
    );
    bus.subscribe(
      subscriberOf('listens', (event) => {
        got.push(event);
        return Promise.resolve([]);
      }),
    );
    await bus.publish(eventOf('question'));
    await bus.close();
    expect(got.map(({ type, source, propagationDepth }) => [type, source, propagationDepth])).to.deep.equal([
      ['question', 'core', 0],
      ['answers.one', 'answers', 1],
    ]);
    expect(logger.records.map(({ fields }) => fields['code'])).to.deep.equal([
      'EXECUTION.PLUGIN.BROKER_EMIT_DENIED',
      'EXECUTION.PLUGIN.BROKER_EMIT_DENIED',
    ]);
  });

  it('ends a circle of answers', async () => {
    const { bus, logger } = eventBus();
    let got = 0;
    const again = () => {
      got += 1;
      return Promise.resolve([emitted('round.trip')]);
    };
    bus.subscribe(subscriberOf('circle', again, { emit: ['round.*'] }));
    await bus.publish(eventOf('begin'));
    await bus.close();
    expect(got).to.equal(3);
    expect(logger.records.map(({ fields }) => fields['code'])).to.deep.equal(['EXECUTION.EVENT.CYCLE_DETECTED']);
  });

  it('ends a circle of events that a plugin emits by itself while it handles one, whatever depth it claims', async () => {
    const { bus } = eventBus();
    const emitter = { name: 'circle', emit: ['round.*'] };
    const answers: boolean[] = [];
    bus.subscribe(
      subscriberOf('circle', async () => {
        answers.push((await bus.accept(emitter, emitted('round.trip'))).accepted);
        return [];
      }),
    );
    await bus.publish(eventOf('begin'));
    await bus.close();
    expect(answers).to.deep.equal([true, true, false]);
  });

  it('gives an accepted event an id, and tells why another is refused', async () => {
    const { bus } = eventBus();
    const emitter = { name: 'p', emit: ['p.*'] };
    const accepted = await bus.accept(emitter, emitted('p.x'));
    expect(accepted)
      .to.have.property('eventId')
      .that.matches(/^[\da-f]{8}-[\da-f]{4}-4/u);
    expect(await bus.accept(emitter, emitted('q.x'))).to.deep.equal({
      accepted: false,
      problem: 'plugin "p" not authorized to emit event type "q.x"',
    });
  });

  it('waits at its end for what plugins emit in answer to their last event', async () => {
    const { bus } = eventBus();
    const got: string[] = [];
    const answering = async ({ type }: DomainEvent) => {
      got.push(type);
      await Promise.resolve();
      return type === 'last' ? [emitted('p.summary')] : [];
    };
    bus.subscribe(subscriberOf('p', answering, { emit: ['p.*'] }));
    await bus.publish(eventOf('last'));
    await bus.close();
    expect(got).to.deep.equal(['last', 'p.summary']);
    expect(await bus.publish(eventOf('late'))).to.deep.equal({ subscribers: [], dropped: [] });
  });

  it('waits for a limited time, says what it waits for, cancels what goes on then, and tells how much was lost', async () => {
    const { bus, logger } = eventBus({ eventDrainMs: 20 });
    let canceled = false;
    bus.subscribe(
      subscriberOf('hangs', (_, { signal }) => {
        signal?.addEventListener('abort', () => (canceled = true));
        return new Promise(() => undefined);
      }),
    );
    for (let index = 0; index < 3; index += 1) await bus.publish(eventOf('a'));
    await bus.close();
    expect(canceled).to.equal(true);
    expect(logger.records.map(({ message }) => message)).to.deep.equal([
      'waiting for hangs to handle events, for 0.02 s at most',
      'plugin hangs did not get 3 events: it did not handle them before the host ended',
    ]);
  });

  it('keeps the queue of a plugin that was started again', async () => {
    const { bus } = eventBus();
    const first = held();
    bus.subscribe(subscriberOf('p', first.deliver));
    await bus.publish(eventOf('a'));
    await bus.publish(eventOf('b'));
    await first.started;
    const got: string[] = [];
    bus.subscribe(
      subscriberOf('p', ({ type }) => {
        got.push(type);
        return Promise.resolve([]);
      }),
    );
    first.release();
    await bus.close();
    expect(got).to.deep.equal(['b']);
  });

  it('brings no more events to a plugin that is taken off, and first those that wait', async () => {
    const { bus } = eventBus();
    const got: string[] = [];
    bus.subscribe(
      subscriberOf('p', ({ type }) => {
        got.push(type);
        return Promise.resolve([]);
      }),
    );
    await bus.publish(eventOf('a'));
    await bus.unsubscribe('p');
    await bus.publish(eventOf('b'));
    expect(got).to.deep.equal(['a']);
    await bus.unsubscribe('nobody');
  });
});
