import { expect } from 'chai';
import { InMemoryPluginLoader } from '../../../../src/infrastructure/in_memory/in-memory-plugin-loader.js';
import { InMemoryPluginTransport } from '../../../../src/infrastructure/in_memory/in-memory-plugin-transport.js';
import type { InMemoryPlugins } from '../../../../src/infrastructure/in_memory/in-memory-plugins.js';
import type { PluginConnection } from '../../../../src/ports/plugin-transport.js';
import { BasePlugin, operation, success } from '../../../../src/sdk/index.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

class Counter extends BasePlugin {
  #count = 0;
  override readonly operations = {
    next: operation({
      handler: ({ log }) => {
        log.info('counting');
        return success({ count: ++this.#count });
      },
    }),
    hang: operation({ handler: () => new Promise(() => undefined) }),
  };
}

const counter = (): Counter => new Counter({ name: 'counter', version: '1.0.0' });

async function connect(plugins: InMemoryPlugins, logger = new RecordingLogger()) {
  const transport = new InMemoryPluginTransport(plugins, logger);
  const [plugin] = await new InMemoryPluginLoader(plugins).discoverPlugins('memory:');
  if (plugin === undefined) expect.fail('no plugin');
  return { transport, plugin, connection: await transport.connect(plugin) };
}

const next = async (connection: PluginConnection): Promise<unknown> =>
  (await connection.execute('next', {})).outputs.count;

describe('InMemoryPluginLoader', () => {
  it('finds and loads nothing if the signal is already aborted', async () => {
    const loader = new InMemoryPluginLoader({ counter: counter() });
    const options = { signal: AbortSignal.abort('too late') };
    for (const call of [loader.discoverPlugins('memory:', options), loader.loadPlugin('counter', options)])
      expect(await rejection(call)).to.include({ code: 'EXECUTION.PLUGIN.CANCELED', cause: 'too late' });
    expect(await loader.loadPlugin('counter')).to.have.property('status', 'loaded');
  });
});

describe('InMemoryPluginTransport', () => {
  it('uses one object for all connections, or makes one for each', async () => {
    const one = await connect({ counter: counter() });
    await next(one.connection);
    expect(await next(await one.transport.connect(one.plugin))).to.equal(2);
    const many = await connect({ counter });
    await next(many.connection);
    expect(await next(await many.transport.connect(many.plugin))).to.equal(1);
  });

  it('crashes a plugin on request', async () => {
    const { transport, connection } = await connect({ counter });
    const call = rejection(connection.execute('hang', {}));
    transport.crash('counter', { reason: 'signaled', details: { signal: 'SIGKILL', stderrTail: 'out of memory' } });
    const error = await call;
    expect(error).to.have.property('code', 'EXECUTION.PLUGIN.CRASHED');
    expect(error).to.have.property('message').that.includes('SIGKILL').and.includes('out of memory');
    expect(await connection.exited).to.have.nested.property('details.signal', 'SIGKILL');
    transport.crash('counter');
    transport.crash('nobody');
  });

  it('passes what plugins log to the host’s logger, under their name', async () => {
    const logger = new RecordingLogger();
    const { connection } = await connect({ counter }, logger);
    await next(connection);
    expect(logger.records).to.deep.include({ name: 'counter', level: 'info', message: 'counting', fields: {} });
  });

  it('rejects a plugin that cannot be made', async () => {
    const failing = (): never => {
      throw new Error('no licence');
    };
    const error = await rejection(connect({ failing }));
    expect(error).to.have.property('code', 'EXECUTION.PLUGIN.CONNECT_FAILED');
    expect(error).to.have.property('message').that.includes('no licence');
  });
});
