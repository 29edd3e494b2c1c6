import { ContractPlugin } from '../../../../src/contract/contract-plugin.js';
import { expect } from 'chai';
import { createHost } from '../../../../src/app/composition/create-host.js';
import { resultToJson } from '../../../../src/app/workflows/run-result.js';
import { InMemoryCommandRunner } from '../../../../src/infrastructure/in_memory/in-memory-command-runner.js';
import { InMemoryValueSource } from '../../../../src/infrastructure/in_memory/in-memory-value-source.js';
import { VALUE_SOURCE } from '../../../../src/ports/value-source.js';
import { InMemoryPluginTransport } from '../../../../src/infrastructure/in_memory/in-memory-plugin-transport.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';
import { COMMAND_RUNNER } from '../../../../src/ports/command-runner.js';
import { PLUGIN_MANAGER, type PluginManager } from '../../../../src/ports/plugin-manager.js';
import { PLUGIN_TRANSPORT, type PluginTransport } from '../../../../src/ports/plugin-transport.js';
import { BasePlugin, operation, success } from '../../../../src/sdk/index.js';
import { nodeWarnings } from '../../../../packages/go-plugin/test/support/node-warnings.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

const echo = (): ContractPlugin => new ContractPlugin('echo', () => undefined);

class Clock extends BasePlugin {
  override readonly operations = { now: operation({ handler: () => success({ output: 'noon' }) }) };
}

/** A manager that notes what it is to start. */
async function inMemoryManager(started: string[]): Promise<PluginManager> {
  const { plugins: inner } = await createHost({ transport: 'in_memory', plugins: { echo }, logger: silentLogger });
  return {
    ...inner,
    init: (name, ...rest) => {
      started.push(name);
      return inner.init(name, ...rest);
    },
  };
}

const call = (plugin: string): string => `type: operation, operation: ${plugin}.echo, inputs: { text: a }`;

describe('createHost()', () => {
  it('refuses a plugin that lists more operations than it takes, and says how many', async () => {
    const options = { transport: 'in_memory', plugins: { echo }, logger: silentLogger } as const;
    await using host = await createHost({ ...options, limits: { operations: 2 } });
    const refused = await rejection(host.operations.execute('echo.echo', { text: 'a' }));
    expect(refused).to.have.property('code', 'EXECUTION.PLUGIN.LIMIT_EXCEEDED');
    expect((refused as Error).message).to.match(
      /^plugin echo sent \d+ operations for ListOperations; this host takes 2$/,
    );
    expect(host.plugins.get('echo')?.status).to.equal('failed');
  });

  it('masks the secrets of plugins that are part of it', async () => {
    const env = { VAULT_KEY: 'the key of the vault' };
    await using host = await createHost({
      transport: 'in_memory',
      builtIns: [
        {
          name: 'vault',
          version: '1.0.0',
          config: { key: { type: 'string', secret: true } },
          operations: { open: operation({ handler: () => success() }) },
        },
      ],
      pluginConfig: { vault: { key: 'env:VAULT_KEY' } },
      logger: silentLogger,
      configure: (container) => {
        container.rebind(VALUE_SOURCE).toConstantValue(new InMemoryValueSource({ env }));
      },
    });
    await host.operations.execute('vault.open', {});
    expect(host.secrets.text('with the key of the vault')).to.equal('with ***');
  });

  it('starts and ends a dozen plugins at once without a warning of Node', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const plugins = Object.fromEntries(names.map((name) => [name, () => new ContractPlugin(name, () => undefined)]));
    const steps = names.map((name, at) => `  ${name}: { ${call(name)}, on_success: ${names[at + 1] ?? 'done'} }`);
    const text = `name: f\nstates:\n  initial: p0\n${steps.join('\n')}\n  done: { type: terminal }\n`;
    const { workflow } = parseWorkflow(text, 'f.yaml', compilePattern);
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

  it('starts a supervised plugin again at once when it has crashed, tells each status, and gives it up', async () => {
    const statuses: string[] = [];
    let givenUp: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (givenUp = resolve));
    await using host = await createHost({
      transport: 'in_memory',
      plugins: {
        frail: (process) => {
          queueMicrotask(() => setImmediate(() => process.crash({ reason: 'lost' })));
          return new ContractPlugin('frail', () => undefined);
        },
      },
      logger: silentLogger,
      supervision: { restart: 'at_once', mostStarts: 3, firstDelayMs: 1 },
      onPluginStatus: ({ status }) => {
        statuses.push(status);
        if (status === 'given_up') givenUp();
      },
    });
    await host.plugins.init('frail');
    await end;
    const cycle = ['running', 'failed'];
    expect(statuses).to.deep.equal([
      'starting',
      ...cycle,
      'restarting',
      ...cycle,
      'restarting',
      ...cycle,
      'restarting',
      'given_up',
    ]);
    const error = await rejection(host.operations.execute('frail.echo', { text: 'a' }));
    expect(error).to.have.property('code', 'EXECUTION.PLUGIN.GIVEN_UP');
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
    const echoes = ['crash', 'echo', 'env', 'fail', 'sleep', 'types'].map((operation) => `echo.${operation}`);
    expect(names).to.deep.equal(['clock.now', ...echoes]);
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

  it('refuses every call after it was closed, whatever adapters are bound', async () => {
    const builtIns = [new Clock({ name: 'clock', version: '1.0.0' })];
    const host = await createHost({ transport: 'in_memory', plugins: { echo }, builtIns, logger: silentLogger });
    await host.plugins.init('echo');
    const closes = [host.close(), host.close()];
    const { workflow } = parseWorkflow(
      'name: f\nstates: { initial: a, a: { type: terminal } }\n',
      'f.yaml',
      compilePattern,
    );
    const calls: readonly Promise<unknown>[] = [
      host.operations.execute('echo.echo', { text: 'a' }),
      host.operations.execute('clock.now', {}),
      host.operations.getOperation('clock.now'),
      host.operations.listOperations(),
      host.plugins.discover(),
      host.plugins.load('echo'),
      host.plugins.init('echo'),
      host.pluginStates.load(),
      host.pluginStates.setEnabled('echo', false),
      host.pluginStates.setConfig('echo', {}),
      host.workflows.load('f.yaml'),
      host.workflows.parse('', 'f.yaml'),
      host.runner.run(workflow),
      host.runner.check(workflow),
      host.run('name: f'),
    ];
    for (const refused of calls) expect(await rejection(refused)).to.have.property('code', 'EXECUTION.HOST.CLOSED');
    await Promise.all(closes);
    await host.plugins.shutdownAll();
    expect(host.plugins.list().map(({ status }) => status)).to.deep.equal(['stopped']);
  });

  it('cancels a workflow that runs when it is closed, and waits for its end', async () => {
    const steps: string[] = [];
    const commands = new InMemoryCommandRunner(({ step }, signal) => {
      steps.push(step);
      signal.addEventListener('abort', () => steps.push('canceled'));
      started();
      return new Promise(() => undefined);
    });
    let started: () => void = () => undefined;
    const running = new Promise<void>((resolve) => (started = resolve));
    const host = await createHost({
      transport: 'in_memory',
      logger: silentLogger,
      configure: (container) => {
        container.rebind(COMMAND_RUNNER).toConstantValue(commands);
      },
    });
    const run = host.run(`
name: f
states:
  initial: wait
  wait: { type: step, command: sleep 60, on_success: done, on_failure: again }
  again: { type: step, command: sleep 60, on_success: done }
  done: { type: terminal }
`);
    await running;
    await host.close();
    expect(steps).to.deep.equal(['wait', 'canceled']);
    expect((await run).error).to.have.property('code', 'EXECUTION.WORKFLOW.CANCELED');
  });

  it('runs the workflow in a text, and says what is wrong with one', async () => {
    await using host = await createHost({ transport: 'in_memory', plugins: { echo }, logger: silentLogger });
    const flow = (target: string): string => `
name: f
inputs: [{ name: who, required: true }]
states:
  initial: a
  a: { type: operation, operation: echo.echo, inputs: { text: "{{inputs.who}}" }, on_success: ${target} }
  done: { type: terminal }
`;
    const result = await host.run(flow('done'), { inputs: { who: 'world' } });
    expect(result.states.get('a')?.output).to.equal('world');
    const error = await rejection(host.run(flow('gone')));
    expect(error)
      .to.have.property('message')
      .that.matches(/^workflow:6:\d+: state a leads to gone/u);
  });

  it('keeps the output of a state whose name is __proto__', async () => {
    await using host = await createHost({ transport: 'in_memory', plugins: { echo }, logger: silentLogger });
    const result = await host.run(`
name: f
states:
  initial: __proto__
  __proto__: { type: operation, operation: echo.echo, inputs: { text: kept }, on_success: b }
  b: { type: operation, operation: echo.echo, inputs: { text: "{{states.__proto__.Output}}" }, on_success: done }
  done: { type: terminal }
`);
    expect(result.states.get('b')?.output).to.equal('kept');
    expect(Object.keys(resultToJson(result).states as object)).to.deep.equal(['__proto__', 'b', 'done']);
  });

  it('runs plugins in memory and in directories side by side, without a transport option', async () => {
    await using host = await createHost({ plugins: { echo }, pluginsDir: [], logger: silentLogger });
    const { outputs } = await host.operations.execute('echo.echo', { text: 'a' });
    expect(outputs.output).to.equal('a');
  });

  it('refuses options that it would ignore', async () => {
    for (const options of [
      { transport: 'legacy_stub', plugins: { echo } },
      { transport: 'legacy_stub', pluginsDir: 'plugins' },
      { transport: 'in_memory', pluginsDir: 'plugins' },
    ] as const)
      expect(await rejection(createHost({ ...options, logger: silentLogger }))).to.be.instanceOf(TypeError);
  });

  it('uses the manager that an embedder binds for both runner and operations', async () => {
    const started: string[] = [];
    const manager = { ...(await inMemoryManager(started)) };
    await using host = await createHost({
      transport: 'in_memory',
      logger: silentLogger,
      configure: (container) => {
        container.rebind(PLUGIN_MANAGER).toConstantValue(manager);
      },
    });
    await host.operations.execute('echo.echo', { text: 'a' });
    const { status } = await host.run(`
name: f
states: { initial: a, a: { ${call('echo')}, on_success: done }, done: { type: terminal } }
`);
    expect([status, started]).to.deep.equal(['completed', ['echo', 'echo']]);
    await manager.shutdownAll();
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
