import { expect } from 'chai';
import {
  SupervisedPluginTransport,
  type Supervision,
} from '../../../../src/app/plugins/supervised-plugin-transport.js';
import { ContractPlugin } from '../../../../src/contract/contract-plugin.js';
import { InMemoryPluginLoader } from '../../../../src/infrastructure/in_memory/in-memory-plugin-loader.js';
import { InMemoryPluginTransport } from '../../../../src/infrastructure/in_memory/in-memory-plugin-transport.js';
import type { InMemoryPlugins } from '../../../../src/infrastructure/in_memory/in-memory-plugins.js';
import type { PluginTransport } from '../../../../src/ports/plugin-transport.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';
import { inMemoryHost, managerOf } from '../../../support/contract-hosts.js';

const policy: Supervision = {
  restart: 'on_call',
  mostStarts: 4,
  windowMs: 10_000,
  firstDelayMs: 100,
  longestDelayMs: 1_000,
  probeEveryMs: 0,
  probeTimeoutMs: 50,
};

/** Supervises `inner` with a clock that only its pauses move. */
function supervise(inner: PluginTransport, changes: Partial<Supervision> = {}) {
  const pauses: number[] = [];
  let nowMs = 0;
  const transport = new SupervisedPluginTransport(
    inner,
    { ...policy, ...changes },
    {
      clock: { now: () => new Date(0), monotonicMs: () => nowMs },
      logger: new RecordingLogger(),
      random: () => 0.999_999_999,
      pause: (milliseconds, signal) => {
        signal?.throwIfAborted();
        pauses.push(milliseconds);
        nowMs += milliseconds;
        return Promise.resolve();
      },
    },
  );
  return { transport, pauses, pass: (milliseconds: number) => (nowMs += milliseconds) };
}

const host = inMemoryHost();
const plugin = (await host.loader.discoverPlugins(host.directory)).find(
  ({ manifest }) => manifest.name === host.plugin,
)!;

/** Connects once, and has the plugin crash. */
async function crashOnce(transport: PluginTransport): Promise<void> {
  const connection = await transport.connect(plugin);
  await rejection(connection.execute('crash', {}));
  await connection.exited;
}

describe('A supervised transport', () => {
  it('starts a plugin that crashed at once, then after longer and longer waits, and gives it up', async () => {
    const { transport, pauses } = supervise(inMemoryHost().transport);
    for (let start = 1; start <= policy.mostStarts; start++) await crashOnce(transport);
    expect(pauses).to.deep.equal([100, 200]);
    for (let attempt = 1; attempt <= 2; attempt++) {
      const error = await rejection(transport.connect(plugin));
      if (!AwfError.is(error, 'EXECUTION.PLUGIN.GIVEN_UP')) throw error;
      expect(error.details).to.include({ plugin: host.plugin, mostStarts: 4, windowMs: 10_000 });
      expect(error.message).to.match(/exited with code 3.*crashing on request/s);
      expect(error.cause).to.have.property('code', 'EXECUTION.PLUGIN.CRASHED');
    }
  });

  it('does not count starts of long ago, nor of a plugin that the host has closed', async () => {
    const { transport, pauses, pass } = supervise(inMemoryHost().transport);
    for (let start = 1; start <= 8; start++) {
      await crashOnce(transport);
      if (start % 2 === 0) pass(policy.windowMs);
    }
    for (let start = 1; start <= 8; start++) await (await transport.connect(plugin)).close();
    expect(pauses).to.deep.equal([]);
  });

  it('does not count a start that fails because of the set-up', async () => {
    const { transport } = supervise(inMemoryHost().transport);
    const missing = { ...plugin, manifest: { ...plugin.manifest, name: 'missing' }, locator: 'missing' };
    for (let start = 1; start <= 8; start++)
      expect(await rejection(transport.connect(missing))).to.not.have.property('code', 'EXECUTION.PLUGIN.GIVEN_UP');
  });

  it('can be canceled while it waits', async () => {
    const { transport } = supervise(inMemoryHost().transport);
    for (let start = 1; start <= 2; start++) await crashOnce(transport);
    const signal = AbortSignal.abort();
    expect(await rejection(transport.connect(plugin, { signal }))).to.have.property(
      'code',
      'EXECUTION.PLUGIN.CANCELED',
    );
  });

  it('ends a plugin that does not answer a probe, which fails the call in flight as a crash does', async () => {
    const silent = new ContractPlugin('silent', () => undefined);
    const plugins: InMemoryPlugins = { silent };
    const inner = new InMemoryPluginTransport(plugins, new RecordingLogger());
    const hanging: PluginTransport = {
      connect: async (given, options) => {
        const connection = await inner.connect(given, options);
        connection.info = ({ timeoutMs = 0 } = {}) =>
          Promise.reject(
            new AwfError('EXECUTION.PLUGIN.CALL_TIMEOUT', { plugin: 'silent', call: 'GetInfo', timeoutMs }),
          );
        return connection;
      },
    };
    const { transport } = supervise(hanging, { probeEveryMs: 1 });
    const connection = await transport.connect(await new InMemoryPluginLoader(plugins).loadPlugin('silent'));
    const error = await rejection(connection.execute('sleep', { ms: 60_000 }));
    expect(error).to.deep.include({ code: 'EXECUTION.PLUGIN.CRASHED' });
    expect(error).to.have.property('message').that.includes('it did not answer a probe within 50 ms during sleep');
    expect(await connection.exited).to.have.property('reason', 'failed');
  });
});

describe('A manager whose plugins are supervised', () => {
  it('says what a plugin does: it starts, runs, has failed, starts again, and is given up', async () => {
    const contract = inMemoryHost();
    const { transport } = supervise(contract.transport, { mostStarts: 2 });
    const observed: string[] = [];
    const manager = managerOf(contract, {
      connect: (given, options) => {
        observed.push(manager.get(contract.plugin)?.status ?? '');
        return transport.connect(given, options);
      },
    });
    const status = (): string | undefined => manager.get(contract.plugin)?.status;
    for (let start = 1; start <= 2; start++) {
      await manager.init(contract.plugin);
      expect(status()).to.equal('running');
      const connection = manager.connection(contract.plugin)!;
      await rejection(connection.execute('crash', {}));
      await connection.exited;
      expect(status()).to.equal('failed');
    }
    await rejection(manager.init(contract.plugin));
    expect(observed).to.deep.equal(['starting', 'restarting', 'restarting']);
    expect(status()).to.equal('given_up');
    expect(manager.get(contract.plugin)?.error).to.have.property('code', 'EXECUTION.PLUGIN.GIVEN_UP');
    await manager.close();
  });
});
