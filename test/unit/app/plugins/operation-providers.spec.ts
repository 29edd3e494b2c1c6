import { expect } from 'chai';
import { CompositeOperationProvider } from '../../../../src/app/plugins/composite-operation-provider.js';
import { ExternalOperationProvider } from '../../../../src/app/plugins/external-operation-provider.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { OperationSchema } from '../../../../src/domain/plugin/operation.js';
import type { PluginInfo } from '../../../../src/domain/plugin/plugin-info.js';
import { systemClock } from '../../../../src/infrastructure/system_clock/system-clock.js';
import type { OperationProvider } from '../../../../src/ports/operation-provider.js';
import type { PluginManager } from '../../../../src/ports/plugin-manager.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

const operation = (name: string): OperationSchema => ({ name, description: '', inputs: {}, outputs: [] }) as never;
const plugin = (name: string, rest: Partial<PluginInfo> = {}): PluginInfo =>
  ({ manifest: { name }, status: 'running', ...rest }) as PluginInfo;

function external(plugins: readonly PluginInfo[], manager: Partial<PluginManager> = {}): ExternalOperationProvider {
  const known: Partial<PluginManager> = {
    list: () => plugins,
    get: (name) => plugins.find(({ manifest }) => manifest.name === name),
    init: () => Promise.resolve(),
    connection: () => undefined,
  };
  const logger = new RecordingLogger();
  return new ExternalOperationProvider({
    plugins: { ...known, ...manager } as PluginManager,
    clock: systemClock,
    logger,
  });
}

describe('ExternalOperationProvider', () => {
  it('lists the operations of all plugins by name, and nothing of those that are disabled or do not start', async () => {
    const plugins = [
      plugin('b', { operations: [operation('b.one')] }),
      plugin('a', { operations: [operation('a.two'), operation('a.one')] }),
      plugin('off', { status: 'disabled', operations: [operation('off.one')] }),
      plugin('broken', { status: 'failed' }),
    ];
    const init = (name: string): Promise<void> =>
      name === 'broken' ? Promise.reject(new Error('no')) : Promise.resolve();
    const names = (await external(plugins, { init }).listOperations()).map(({ name }) => name);
    expect(names).to.deep.equal(['a.one', 'a.two', 'b.one']);
  });

  it('discovers plugins to list their operations if none is known yet', async () => {
    const found = [plugin('a', { operations: [operation('a.one')] })];
    const provider = external([], { discover: () => Promise.resolve(found), get: () => found[0] });
    expect(await provider.listOperations()).to.have.length(1);
  });

  for (const code of ['EXECUTION.PLUGIN.CANCELED', 'EXECUTION.HOST.CLOSED'] as const)
    it(`lists nothing after ${code}`, async () => {
      const error = new AwfError(code, { plugin: 'a', call: 'start' });
      const provider = external([plugin('a')], { init: () => Promise.reject(error) });
      expect(await rejection(provider.listOperations())).to.equal(error);
    });

  it('knows no operation whose name has no plugin', async () => {
    const error = await rejection(external([]).execute('echo', {}));
    expect(error).to.have.property('code', 'USER.INPUT.OPERATION_NOT_FOUND');
  });

  it('says why a plugin is gone right after its start', async () => {
    const why = new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: 'w' });
    expect(await rejection(external([plugin('a', { error: why })]).execute('a.one', {}))).to.equal(why);
    const stopped = await rejection(external([plugin('a', { status: 'stopped' })]).execute('a.one', {}));
    expect(stopped).to.deep.include({ code: 'EXECUTION.PLUGIN.NOT_RUNNING' });
    const unknown = await rejection(external([]).execute('a.one', {}));
    expect(unknown).to.have.nested.property('details.status', 'unknown');
  });
});

describe('CompositeOperationProvider', () => {
  const builtIn = { listOperations: () => Promise.resolve([operation('b'), operation('a')]) } as never;
  const failing = (error: Error): OperationProvider => ({ listOperations: () => Promise.reject(error) }) as never;

  it('lists built-in operations by name, and prefers them to external ones of the same name', async () => {
    const others = { listOperations: () => Promise.resolve([operation('c'), operation('a')]) } as never;
    const names = (await new CompositeOperationProvider(builtIn, others).listOperations()).map(({ name }) => name);
    expect(names).to.deep.equal(['a', 'b', 'c']);
  });

  it('lists its own operations in a host without external plugins, and reports every other failure', async () => {
    const none = new AwfError('EXECUTION.PLUGIN.NOT_IMPLEMENTED', { method: 'listOperations' } as never);
    expect(await new CompositeOperationProvider(builtIn, failing(none)).listOperations()).to.have.length(2);
    const other = new Error('no');
    expect(await rejection(new CompositeOperationProvider(builtIn, failing(other)).listOperations())).to.equal(other);
  });
});
