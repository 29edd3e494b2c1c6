import { expect } from 'chai';
import type { PluginLogEntry } from '../domain/plugin/plugin-log.js';
import type { PluginLogs } from '../ports/plugin-logs.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { soon } from './expectations.js';

/** Logs that keep little of each plugin: not more than `most` entries with a message of `filler`. */
export interface PluginLogsSubject extends ContractSubject {
  /** Opens the same logs, as a later process does. */
  readonly open: () => PluginLogs;
  /** More entries of this length than are kept. */
  readonly most: number;
  /** A message of which {@link PluginLogsSubject.most} are too much. */
  readonly filler: string;
}

const entry = (second: number, message: string, plugin = 'hello'): PluginLogEntry => ({
  time: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  plugin,
  level: 'info',
  message,
  fields: {},
});

const messagesOf = (entries: readonly PluginLogEntry[]): readonly string[] => entries.map(({ message }) => message);

/** Clauses of the port PluginLogs. */
export const pluginLogsClauses: readonly Clause<PluginLogsSubject>[] = [
  {
    id: 'KL-01',
    title: 'keeps all that an entry says, for a later process too',
    async check({ open }) {
      const kept: PluginLogEntry = { ...entry(1, 'said'), level: 'warn', fields: { count: 1, list: ['a'] } };
      open().append(kept);
      expect(await open().read('hello')).to.deep.equal([kept]);
    },
  },
  {
    id: 'KL-02',
    title: 'gives the entries of a plugin alone, or those of all',
    async check({ open }) {
      const logs = open();
      logs.append(entry(1, 'first'));
      logs.append(entry(2, 'second', 'other'));
      expect(messagesOf(await logs.read('other'))).to.deep.equal(['second']);
      expect(messagesOf(await logs.read(undefined))).to.deep.equal(['first', 'second']);
    },
  },
  {
    id: 'KL-03',
    title: 'gives the entries of several processes in the order of their times',
    async check({ open }) {
      const [one, other] = [open(), open()];
      one.append(entry(3, 'third'));
      other.append(entry(1, 'first'));
      one.append(entry(4, 'fourth'));
      other.append(entry(2, 'second'));
      const messages = messagesOf(await open().read('hello'));
      expect(messages).to.deep.equal(['first', 'second', 'third', 'fourth']);
    },
  },
  {
    id: 'KL-04',
    title: 'names the plugins of which something is kept, sorted',
    async check({ open }) {
      expect(await open().plugins()).to.deep.equal([]);
      open().append(entry(1, 'said', 'zebra'));
      open().append(entry(1, 'said', 'ape'));
      expect(await open().plugins()).to.deep.equal(['ape', 'zebra']);
    },
  },
  {
    id: 'KL-05',
    title: 'has nothing of a plugin that has not logged, whatever its name',
    async check({ open }) {
      for (const name of ['nobody', '', '..', '../hello', 'a/b', '\u0000'])
        expect(await open().read(name), name).to.deep.equal([]);
    },
  },
  {
    id: 'KL-06',
    title: 'keeps a message of any characters as one entry',
    async check({ open }) {
      const message = 'one\ntwo\r\n\u001b[31m{"level":"error"}\u2028\u202e';
      open().append(entry(1, message));
      expect(messagesOf(await open().read('hello'))).to.deep.equal([message]);
    },
  },
  {
    id: 'KL-07',
    title: 'keeps the newest entries, and makes room for them',
    async check({ open, most, filler }) {
      const logs = open();
      for (let count = 0; count < most; count += 1) logs.append(entry(count, filler));
      logs.append(entry(most, 'the last'));
      const messages = messagesOf(await logs.read('hello'));
      expect(messages.at(-1)).to.equal('the last');
      expect(messages.length).to.be.within(1, most);
    },
  },
  {
    id: 'KL-08',
    title: 'follows: gives what is kept first, and then what another process adds',
    async check({ open }) {
      open().append(entry(1, 'kept'));
      const stop = new AbortController();
      const batches = open().follow('hello', stop.signal)[Symbol.asyncIterator]();
      const first = await soon(batches.next(), 'the first batch');
      open().append(entry(2, 'new'));
      const second = await soon(batches.next(), 'the second batch');
      stop.abort();
      const messages = [first, second].map(({ value }) => messagesOf(value as readonly PluginLogEntry[]));
      expect(messages).to.deep.equal([['kept'], ['new']]);
    },
  },
  {
    id: 'KL-09',
    title: 'ends following when the signal is aborted, also where nothing is kept',
    async check({ open }) {
      const stop = new AbortController();
      const batches = open().follow(undefined, stop.signal)[Symbol.asyncIterator]();
      expect((await soon(batches.next(), 'the first batch')).value).to.deep.equal([]);
      const next = batches.next();
      stop.abort();
      expect((await soon(next, 'the end')).done).to.equal(true);
    },
  },
  {
    id: 'KL-10',
    title: 'reads nothing once it is canceled, and gives the reason',
    async check({ open }) {
      const reason = new Error('no longer wanted');
      const signal = AbortSignal.abort(reason);
      for (const call of [() => open().plugins({ signal }), () => open().read(undefined, { signal })]) {
        const error = await call().then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        expect(error).to.equal(reason);
      }
    },
  },
];

/** Registers the suite of the port PluginLogs. */
export function describePluginLogsContract(options: ContractOptions<PluginLogsSubject>): void {
  describeClauses('PluginLogs', pluginLogsClauses, options);
}
