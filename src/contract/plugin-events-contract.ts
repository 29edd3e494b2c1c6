import { expect } from 'chai';
import type { DomainEvent } from '../domain/event/domain-event.js';
import type { EmittedEvent } from '../domain/event/emission.js';
import type { JsonObject } from '../domain/json.js';
import type { PluginInfo } from '../domain/plugin/plugin-info.js';
import type { PluginConnection, PluginTransport } from '../ports/plugin-transport.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection, shortTimeoutMs } from './expectations.js';

/** A transport that can reach the contract's plugin with events. */
export interface PluginEventsSubject extends ContractSubject {
  /** What is tested. */
  readonly transport: PluginTransport;
  /** The contract's plugin with events. */
  readonly plugin: PluginInfo;
}

const eventOf = (type: string): DomainEvent => ({
  id: `id of ${type}`,
  type,
  timestamp: new Date('2026-01-02T03:04:05.678Z'),
  source: 'core',
  metadata: { workflow_id: 'run-1', größe: '5' },
  payload: Buffer.from('{"a":1}'),
  propagationDepth: 2,
});

const connected =
  (check: (connection: PluginConnection) => Promise<void>) =>
  async ({ transport, plugin }: PluginEventsSubject): Promise<void> => {
    await using connection = await transport.connect(plugin);
    await connection.init({});
    await check(connection);
  };

/** What the plugin says that it has handled. */
async function handled(connection: PluginConnection): Promise<readonly JsonObject[]> {
  const { outputs } = await connection.execute('handled', {});
  return outputs.events as readonly JsonObject[];
}

const typesOf = (events: readonly JsonObject[]): readonly unknown[] => events.map(({ type }) => type);

/** Has the plugin emit an event, to a host that answers in the given way. */
async function emit(
  { transport, plugin }: PluginEventsSubject,
  answer: 'accepted' | 'refused',
): Promise<{ readonly got: readonly EmittedEvent[]; readonly outputs: JsonObject }> {
  const got: EmittedEvent[] = [];
  await using connection = await transport.connect(plugin, {
    onEmit: (event) => {
      got.push(event);
      return Promise.resolve(
        answer === 'accepted' ? { accepted: true, eventId: 'id-7' } : { accepted: false, problem: 'not authorized' },
      );
    },
  });
  await connection.init({});
  const { outputs } = await connection.execute('emit', { type: 'contract.emitted' });
  return { got, outputs };
}

/** Clauses of the port PluginEvents. */
export const pluginEventsClauses: readonly Clause<PluginEventsSubject>[] = [
  {
    id: 'EV-01',
    title: 'hands an event with all its parts to the plugin',
    check: connected(async (connection) => {
      const { payload, timestamp, ...others } = eventOf('contract.note');
      expect(await connection.handleEvent(eventOf('contract.note'))).to.deep.equal([]);
      const [event] = await handled(connection);
      expect(event).to.deep.include({
        ...others,
        payload: Buffer.from(payload).toString(),
        timestamp: timestamp.getTime(),
      });
    }),
  },
  {
    id: 'EV-02',
    title: 'gives what the plugin emits in answer',
    check: connected(async (connection) => {
      const answers = await connection.handleEvent(eventOf('contract.ask'));
      expect(answers.map(({ type, metadata }) => [type, { ...metadata }])).to.deep.equal([
        ['contract.answer', { to: 'id of contract.ask' }],
      ]);
    }),
  },
  {
    id: 'EV-03',
    title: 'rejects if the handler fails, and the plugin gets the next event',
    check: connected(async (connection) => {
      await expectRejection(connection.handleEvent(eventOf('contract.fail')), 'EXECUTION.PLUGIN.CALL_FAILED');
      await connection.handleEvent(eventOf('contract.note'));
      expect(typesOf(await handled(connection))).to.deep.equal(['contract.fail', 'contract.note']);
    }),
  },
  {
    id: 'EV-04',
    title: 'stops waiting for a handler when the time is up or the caller cancels',
    check: connected(async (connection) => {
      const wait = eventOf('contract.wait');
      const late = connection.handleEvent(wait, { timeoutMs: shortTimeoutMs });
      await expectRejection(late, 'EXECUTION.PLUGIN.CALL_TIMEOUT');
      await expectAborted((signal) => connection.handleEvent(wait, { signal }), 'EXECUTION.PLUGIN.CANCELED');
    }),
  },
  {
    id: 'EV-05',
    title: 'has the events of a stream handled in their order before the stream ends',
    check: connected(async (connection) => {
      const types = Array.from({ length: 20 }, (_, index) => `contract.${index}`);
      const stream = connection.streamEvents();
      for (const type of types) await stream.send(eventOf(type));
      await stream.end();
      expect(typesOf(await handled(connection))).to.deep.equal(types);
    }),
  },
  {
    id: 'EV-06',
    title: 'has a stream go on after a handler that fails',
    check: connected(async (connection) => {
      const stream = connection.streamEvents();
      await stream.send(eventOf('contract.fail'));
      await stream.send(eventOf('contract.note'));
      await stream.end();
      expect(typesOf(await handled(connection))).to.deep.equal(['contract.fail', 'contract.note']);
    }),
  },
  {
    id: 'EV-07',
    title: 'hands an event that the plugin emits to the host, and the id to the plugin',
    check: async (subject) => {
      const { got, outputs } = await emit(subject, 'accepted');
      expect(outputs).to.include({ accepted: true, id: 'id-7' });
      expect(got.map(({ type, metadata }) => [type, { ...metadata }])).to.deep.equal([
        ['contract.emitted', { n: '1' }],
      ]);
    },
  },
  {
    id: 'EV-08',
    title: 'tells the plugin why its event is refused',
    check: async (subject) => {
      const { outputs } = await emit(subject, 'refused');
      expect(outputs).to.have.property('accepted', false);
      expect(outputs.problem).to.include('not authorized');
    },
  },
  {
    id: 'EV-09',
    title: 'refuses events for a connection that is closed',
    check: connected(async (connection) => {
      await connection.close();
      await expectRejection(connection.handleEvent(eventOf('contract.note')), 'EXECUTION.PLUGIN.NOT_RUNNING');
    }),
  },
];

/** Registers a test for each clause of PluginEvents. */
export const describePluginEventsContract = (options: ContractOptions<PluginEventsSubject>): void =>
  describeClauses('PluginEvents', pluginEventsClauses, options);
