import { expect } from 'chai';
import { lastWordsOf } from '../domain/plugin-end.js';
import type { PluginConnection } from '../ports/plugin-transport.js';
import { describeClauses, type Clause, type ContractOptions } from './clauses.js';
import { expectCrash, expectRejection, longCallMs, nested, shortTimeoutMs, soon } from './expectations.js';
import { transportServiceClauses } from './plugin-transport-services.js';
import type { PluginTransportSubject } from './plugin-transport-subject.js';

type Subject = PluginTransportSubject;

const connected =
  (check: (connection: PluginConnection, subject: Subject) => Promise<void>) =>
  async (subject: Subject): Promise<void> => {
    await using connection = await subject.transport.connect(subject.plugin);
    await check(connection, subject);
  };

async function expectEcho(connection: PluginConnection): Promise<void> {
  expect((await connection.execute('echo', { text: 'here' })).outputs).to.have.property('text', 'here');
}

/** Clauses of the port PluginTransport. */
export const pluginTransportClauses: readonly Clause<PluginTransportSubject>[] = [
  {
    id: 'PT-01',
    title: 'returns the plugin’s description before it is initialized',
    check: connected(async (connection) => {
      const info = await connection.info();
      expect(info.version).to.match(/^\d+\.\d+\.\d+/);
      expect(info.capabilities).to.include('operations');
    }),
  },
  {
    id: 'PT-02',
    title: 'lists operations under the plugin’s own names',
    check: connected(async (connection) => {
      await connection.init({});
      const offered = await connection.operations();
      expect(offered.map(({ name }) => name)).to.include.members(['crash', 'echo', 'fail', 'sleep', 'types']);
      const echo = offered.find(({ name }) => name === 'echo');
      expect(echo?.inputs.text).to.include({ type: 'string', required: true });
    }),
  },
  {
    id: 'PT-03',
    title: 'carries JSON values in both directions, and shares no object with the plugin',
    check: connected(async (connection) => {
      const object = { list: [1, null, { deep: 'ü' }] };
      const { outputs } = await connection.execute('types', { object });
      expect(outputs.object).to.deep.equal(object);
      expect(outputs.object).not.to.equal(object);
    }),
  },
  {
    id: 'PT-04',
    title: 'does not check inputs, because the plugin does',
    check: connected(async (connection) => {
      const result = await connection.execute('echo', { text: 1 });
      expect(result.success).to.equal(false);
      expect(result).to.have.property('error').that.includes('input "text" must be a string');
    }),
  },
  {
    id: 'PT-05',
    title: 'returns a failure as an answer, including for an operation that does not exist',
    check: connected(async (connection) => {
      const failed = await connection.execute('fail', { message: 'no' });
      expect(failed).to.include({ success: false, error: 'no' });
      const unknown = await connection.execute('nothing', {});
      expect(unknown).to.include({ success: false, error: 'unknown operation "nothing"' });
    }),
  },
  {
    id: 'PT-06',
    title: 'rejects a call that exceeds its timeout',
    check: connected(async (connection) => {
      const call = connection.execute('sleep', { ms: longCallMs }, { timeoutMs: shortTimeoutMs });
      const error = await expectRejection(call, 'EXECUTION.PLUGIN.CALL_TIMEOUT');
      expect(error.details).to.include({ call: 'sleep', timeoutMs: shortTimeoutMs });
      await expectEcho(connection);
    }),
  },
  {
    id: 'PT-07',
    title: 'rejects a call that is aborted while it runs, with the reason as cause',
    check: connected(async (connection) => {
      const controller = new AbortController();
      const call = connection.execute('sleep', { ms: longCallMs }, { signal: controller.signal });
      void expectEcho(connection).then(() => controller.abort(new Error('changed my mind')));
      const error = await expectRejection(call, 'EXECUTION.PLUGIN.CANCELED');
      expect(error.cause).to.have.property('message', 'changed my mind');
      await expectEcho(connection);
    }),
  },
  {
    id: 'PT-08',
    title: 'rejects a call of a plugin that dies, and says how it died',
    check: connected(async (connection) => {
      const error = await expectRejection(
        soon(connection.execute('crash', {}), 'a call of a dead plugin'),
        'EXECUTION.PLUGIN.CRASHED',
      );
      expect(error.details.call).to.equal('crash');
      expectCrash(error.details.end);
      expect(lastWordsOf(error.details.end)).to.include('crashing on request');
    }),
  },
  {
    id: 'PT-09',
    title: 'tells that the plugin has ended, and fails further calls at once',
    check: connected(async (connection) => {
      void connection.execute('crash', {}).catch(() => undefined);
      expectCrash(await soon(connection.exited, 'the end of a dead plugin'));
      await expectRejection(soon(connection.info(), 'a call of a dead plugin'), 'EXECUTION.PLUGIN.CRASHED');
    }),
  },
  {
    id: 'PT-10',
    title: 'ends the plugin when it is closed, and takes no calls after that',
    check: connected(async (connection) => {
      await connection.close();
      await soon(connection.exited, 'the end of a closed plugin');
      await expectRejection(connection.info(), 'EXECUTION.PLUGIN.NOT_RUNNING');
    }),
  },
  {
    id: 'PT-11',
    title: 'may be closed several times, at once and after one another, dead or alive',
    check: connected(async (connection) => {
      await Promise.all([connection.close(), connection.close()]);
      await connection.close();
    }),
  },
  {
    id: 'PT-12',
    title: 'rejects calls that run while it is closed',
    check: connected(async (connection) => {
      const call = expectRejection(connection.execute('sleep', { ms: 60_000 }), 'EXECUTION.PLUGIN.NOT_RUNNING');
      await expectEcho(connection);
      await connection.close();
      await soon(call, 'a call of a closed plugin');
    }),
  },
  {
    id: 'PT-13',
    title: 'rejects init with the text of a plugin that cannot be used as configured',
    check: connected(async (connection) => {
      const init = connection.init({ fail_init: 'no such server' });
      const error = await expectRejection(init, 'EXECUTION.PLUGIN.CALL_FAILED');
      expect(error.details).to.include({ status: 'UNKNOWN', message: 'plugin init failed: no such server' });
    }),
  },
  {
    id: 'PT-14',
    title: 'runs on after shutdown until it is closed',
    check: connected(async (connection) => {
      await connection.shutdown();
      await connection.info();
    }),
  },
  {
    id: 'PT-15',
    title: 'keeps connections apart: one plugin’s death is not another’s',
    check: connected(async (connection, subject) => {
      await using other = await subject.transport.connect(subject.plugin);
      await other.execute('crash', {}).catch(() => undefined);
      await expectEcho(connection);
    }),
  },
  {
    id: 'PT-16',
    title: 'rejects a plugin whose program does not exist',
    async check({ transport, missing }) {
      await expectRejection(transport.connect(missing), 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND');
    },
  },
  {
    id: 'PT-17',
    title: 'starts nothing when the signal is already aborted',
    async check({ transport, plugin }) {
      const signal = AbortSignal.abort(new Error('too late'));
      await expectRejection(transport.connect(plugin, { signal }), 'EXECUTION.PLUGIN.CANCELED');
    },
  },
  {
    id: 'PT-18',
    title: 'carries values nested 512 levels deep, and refuses deeper ones by the name of the input',
    check: connected(async (connection) => {
      const { outputs } = await connection.execute('types', { array: nested(512) });
      expect(JSON.stringify(outputs.array)).to.equal(JSON.stringify(nested(512)));
      const call = connection.execute('types', { array: nested(513) });
      const error = await expectRejection(call, 'USER.VALIDATION.OPERATION_INPUT');
      expect(error.details.problems[0]?.field).to.equal('array');
    }),
  },
  {
    id: 'PT-19',
    title: 'gives a plugin no variables but those that its sandbox allows, besides PATH and those of the protocol',
    async check({ transport, plugin }) {
      const sandbox = { env: ['HOME'], envValues: { CONTRACT_MARK: 'here' } };
      await using connection = await transport.connect(plugin, { sandbox });
      const { outputs } = await connection.execute('env', {});
      const names = outputs.names as readonly string[];
      expect(names).to.include('CONTRACT_MARK');
      // Node itself gives the last one to every child while coverage is measured.
      const allowed = (name: string): boolean =>
        ['PATH', 'HOME', 'CONTRACT_MARK', 'NODE_V8_COVERAGE'].includes(name) || !Object.hasOwn(process.env, name);
      expect(names.filter((name) => !allowed(name))).to.deep.equal([]);
    },
  },
  ...transportServiceClauses,
];

/** Registers the suite of the port PluginTransport. */
export function describePluginTransportContract(options: ContractOptions<PluginTransportSubject>): void {
  describeClauses('PluginTransport', pluginTransportClauses, options);
}
