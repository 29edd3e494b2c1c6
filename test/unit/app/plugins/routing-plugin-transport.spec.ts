import { expect } from 'chai';
import { RoutingPluginTransport, type TransportFactory } from '../../../../src/app/plugins/routing-plugin-transport.js';
import type { PluginInfo } from '../../../../src/domain/plugin/plugin-info.js';
import { InMemoryPluginLoader } from '../../../../src/infrastructure/in_memory/in-memory-plugin-loader.js';
import { InMemoryPluginTransport } from '../../../../src/infrastructure/in_memory/in-memory-plugin-transport.js';
import { ContractPlugin } from '../../../../src/contract/contract-plugin.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

const plugins = { a: new ContractPlugin('a', () => undefined) };
const original = await new InMemoryPluginLoader(plugins).loadPlugin('a');

function plugin(runtime?: string): PluginInfo {
  const { name, version, description, awfVersion, capabilities, events, config } = original.manifest;
  const manifest = { name, version, description, awfVersion, capabilities, events, config };
  return { ...original, manifest: runtime === undefined ? manifest : { ...manifest, runtime } };
}

/** A transport over two runtimes, which notes which of them it makes. */
function setUp() {
  const made: string[] = [];
  const making = (runtime: string): readonly [string, TransportFactory] => [
    runtime,
    () => {
      made.push(runtime);
      return new InMemoryPluginTransport(plugins, new RecordingLogger());
    },
  ];
  return { made, transport: new RoutingPluginTransport(new Map([making('one'), making('two')]), 'one') };
}

describe('RoutingPluginTransport', () => {
  it('chooses the transport by the runtime in the manifest, or its default', async () => {
    const { made, transport } = setUp();
    await using second = await transport.connect(plugin('two'));
    expect(made).to.deep.equal(['two']);
    await using first = await transport.connect(plugin());
    expect(made).to.deep.equal(['two', 'one']);
    expect([await first.info(), await second.info()]).to.have.length(2);
  });

  it('makes each transport once, and only those that are needed', async () => {
    const { made, transport } = setUp();
    const connections = await Promise.all([transport.connect(plugin('two')), transport.connect(plugin('two'))]);
    expect(made).to.deep.equal(['two']);
    await Promise.all(connections.map((connection) => connection.close()));
  });

  it('rejects a plugin whose runtime this host does not have, and says which it has', async () => {
    const error = await rejection(setUp().transport.connect(plugin('wasm')));
    expect(error).to.have.property('code', 'USER.VALIDATION.RUNTIME_UNSUPPORTED');
    expect(error).to.have.deep.property('details', { plugin: 'a', runtime: 'wasm', known: ['one', 'two'] });
  });

  it('tries again when a transport could not be made', async () => {
    let attempts = 0;
    const factory: TransportFactory = () => {
      attempts += 1;
      if (attempts === 1) throw new Error('not yet');
      return new InMemoryPluginTransport(plugins, new RecordingLogger());
    };
    const transport = new RoutingPluginTransport(new Map([['one', factory]]), 'one');
    expect(await rejection(transport.connect(plugin()))).to.have.property('message', 'not yet');
    await using connection = await transport.connect(plugin());
    expect((await connection.info()).name).to.equal('a');
  });
});
