import { ContractPlugin } from '../../../../src/contract/contract-plugin.js';
import { expect } from 'chai';
import { createHost } from '../../../../src/app/composition/create-host.js';
import { InMemoryPluginTransport } from '../../../../src/infrastructure/in_memory/in-memory-plugin-transport.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';
import { PLUGIN_TRANSPORT, type PluginTransport } from '../../../../src/ports/plugin-transport.js';
import { BasePlugin, operation, success } from '../../../../src/sdk/index.js';
import { nodeWarnings } from '../../../../packages/go-plugin/test/support/node-warnings.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

const echo = (): ContractPlugin => new ContractPlugin('echo', () => undefined);

class Clock extends BasePlugin {
  override readonly operations = { now: operation({ handler: () => success({ output: 'noon' }) }) };
}

const call = (plugin: string): string => `type: operation, operation: ${plugin}.echo, inputs: { text: a }`;

describe('createHost()', () => {
  it('starts a dozen plugins at once, for a list or a workflow, and ends them, without a warning of Node’s', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const plugins = Object.fromEntries(names.map((name) => [name, () => new ContractPlugin(name, () => undefined)]));
    const steps = names.map((name, at) => `  ${name}: { ${call(name)}, on_success: ${names[at + 1] ?? 'done'} }`);
    const text = `name: f\nstates:\n  initial: p0\n${steps.join('\n')}\n  done: { type: terminal }\n`;
    const { workflow } = parseWorkflow(text, 'f.yaml');
    const { signal } = new AbortController();
    const warnings = await nodeWarnings(async () => {
      await using host = await createHost({ transport: 'in_memory', plugins, logger: silentLogger });
      expect(await host.operations.listOperations({ signal })).to.have.length.above(11);
      await host.plugins.shutdownAll({ signal });
    });
    const others = await nodeWarnings(async () => {
      await using host = await createHost({ transport: 'in_memory', plugins, logger: silentLogger });
      expect((await host.runner.run(workflow, { signal })).status).to.equal('completed');
    });
    expect([...warnings, ...others]).to.deep.equal([]);
  });

  it('runs an operation of a plugin in memory', async () => {
    await using host = await createHost({ transport: 'in_memory', plugins: { echo }, logger: silentLogger });
    const result = await host.operations.execute('echo.echo', { text: 'hello' });
    expect(result).to.deep.equal({ success: true, outputs: { output: 'hello', text: 'hello', length: 5 } });
    expect(host.plugins.get('echo')?.status).to.equal('running');
  });

  it('starts no plugin before it is needed', async () => {
    await using host = await createHost({ transport: 'in_memory', plugins: { echo }, logger: silentLogger });
    expect((await host.plugins.discover()).map(({ status }) => status)).to.deep.equal(['discovered']);
  });

  it('offers built-in operations beside those of plugins', async () => {
    const builtIns = [new Clock({ name: 'clock', version: '1.0.0' })];
    await using host = await createHost({ transport: 'in_memory', plugins: { echo }, builtIns, logger: silentLogger });
    const names = (await host.operations.listOperations()).map(({ name }) => name);
    expect(names).to.deep.equal(['clock.now', 'echo.crash', 'echo.echo', 'echo.fail', 'echo.sleep', 'echo.types']);
    expect((await host.operations.execute('clock.now', {})).outputs).to.deep.equal({ output: 'noon' });
  });

  it('has built-in operations only when it is bound to the legacy stub', async () => {
    const builtIns = [new Clock({ name: 'clock', version: '1.0.0' })];
    await using host = await createHost({ transport: 'legacy_stub', builtIns, logger: silentLogger });
    expect((await host.operations.listOperations()).map(({ name }) => name)).to.deep.equal(['clock.now']);
    const error = await rejection(host.operations.execute('echo.echo', {}));
    expect(error).to.have.property('code', 'EXECUTION.PLUGIN.NOT_IMPLEMENTED');
  });

  it('shuts the plugins down when it is closed, once', async () => {
    const host = await createHost({ transport: 'in_memory', plugins: { echo }, logger: silentLogger });
    await host.plugins.init('echo');
    await host.close();
    await host.close();
    expect(host.plugins.get('echo')?.status).to.equal('stopped');
  });

  it('reports what went wrong while closing', async () => {
    const inMemory = new InMemoryPluginTransport({ echo }, silentLogger);
    const leaky: PluginTransport = {
      connect: async (plugin, options) => {
        const connection = await inMemory.connect(plugin, options);
        connection.close = () => Promise.reject(new Error('still there'));
        return connection;
      },
    };
    const host = await createHost({
      transport: 'in_memory',
      plugins: { echo },
      logger: silentLogger,
      configure: (container) => {
        container.rebind(PLUGIN_TRANSPORT).toConstantValue(leaky);
      },
    });
    await host.plugins.init('echo');
    const error = await rejection(host.close());
    expect(error).to.be.instanceOf(AggregateError);
  });
});
