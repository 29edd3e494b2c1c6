import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';
import {
  BuiltInOperationProvider,
  type BuiltInConfig,
} from '../../../../src/infrastructure/in_memory/built-in-operation-provider.js';
import type { BuiltInPlugin } from '../../../../src/infrastructure/in_memory/built-in-plugin.js';
import { success, type JsonObject, type Plugin } from '../../../../src/sdk/index.js';
import { builtInPorts, configured } from '../../../support/built-in-ports.js';

/** A built-in plugin that gives back its inputs and settings, and what of it has been loaded. */
function mirror(more: Partial<BuiltInPlugin> = {}) {
  const about = { name: 'mirror', version: '1.0.0', description: '' };
  const loads: string[] = [];
  const plugin: Plugin = {
    ...about,
    operations: {
      show: {
        inputs: { count: { type: 'integer' }, text: { type: 'string' }, list: { type: 'array' } },
        handler: ({ inputs, config }: { inputs: JsonObject; config: JsonObject }) => success({ inputs, config }),
      } as never,
    },
  };
  const load = (): Promise<Plugin> => {
    loads.push('mirror');
    return Promise.resolve(plugin);
  };
  const builtIn: BuiltInPlugin = { ...about, config: {}, load, ...more };
  return { builtIn, loads };
}

describe('BuiltInOperationProvider', () => {
  it('loads a plugin once, when one of its operations is asked for', async () => {
    const { builtIn, loads } = mirror();
    const provider = new BuiltInOperationProvider([builtIn], builtInPorts());
    expect(provider.isBuiltIn('mirror')).to.equal(true);
    expect(await provider.getOperation('other.show')).to.equal(undefined);
    expect(loads).to.deep.equal([]);
    await Promise.all([provider.getOperation('mirror.show'), provider.execute('mirror.show', {})]);
    expect(loads).to.deep.equal(['mirror']);
  });

  it('loads it again after a failure', async () => {
    let attempts = 0;
    const { builtIn } = mirror();
    const load = () => ((attempts += 1) === 1 ? Promise.reject(new Error('no disk')) : builtIn.load());
    const provider = new BuiltInOperationProvider([{ ...builtIn, load }], builtInPorts());
    expect(await rejection(provider.getOperation('mirror.show'))).to.have.property('message', 'no disk');
    expect(await provider.getOperation('mirror.show')).to.have.property('plugin', 'mirror');
  });

  it('has a call that is canceled while a plugin is loaded leave the others waiting', async () => {
    const { builtIn, loads } = mirror();
    const ports = builtInPorts();
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const configOf: BuiltInConfig = () => opened.then(() => ({}));
    const provider = new BuiltInOperationProvider([builtIn], { ...ports, configOf });
    const canceled = new AbortController();
    const first = rejection(provider.execute('mirror.show', {}, { signal: canceled.signal }));
    const second = provider.execute('mirror.show', {});
    // Both wait for the settings by then.
    await setImmediate();
    canceled.abort();
    expect(await first).to.have.property('code', 'EXECUTION.PLUGIN.CANCELED');
    const late = rejection(provider.execute('mirror.show', {}, { timeoutMs: 1 }));
    expect(await late).to.have.property('code', 'EXECUTION.PLUGIN.CALL_TIMEOUT');
    open();
    expect(await second).to.have.property('success', true);
    expect(loads).to.deep.equal(['mirror']);
  });

  it('takes texts that are JSON of the declared type, because AWF makes a text of every template', async () => {
    const provider = new BuiltInOperationProvider([mirror().builtIn], builtInPorts());
    const { outputs } = await provider.execute('mirror.show', { count: '42', text: '42', list: '[1]' });
    expect(outputs.inputs).to.deep.equal({ count: 42, text: '42', list: [1] });
    const error = await rejection(provider.execute('mirror.show', { count: 'many', list: '{}' }));
    expect(error).to.have.property('code', 'USER.VALIDATION.OPERATION_INPUT');
  });

  it('refuses the operations of a plugin that is disabled, does not list them, and does not load it', async () => {
    const { builtIn, loads } = mirror();
    const ports = builtInPorts();
    await ports.stateStore.setEnabled('mirror', false);
    const provider = new BuiltInOperationProvider([builtIn], ports);
    for (const call of [provider.getOperation('mirror.show'), provider.execute('mirror.show', {})])
      expect(await rejection(call)).to.have.property('code', 'EXECUTION.PLUGIN.DISABLED');
    expect(await provider.listOperations()).to.deep.equal([]);
    expect(loads).to.deep.equal([]);
  });

  it('takes the settings of other parts last, then those of the project, and those of this machine first', async () => {
    const { builtIn } = mirror({ configOf: () => ({ a: 1, b: 1, c: 1 }) });
    const ports = builtInPorts(configured('mirror', { b: 2, c: 2 }));
    await ports.stateStore.setConfig('mirror', { c: 3 });
    const { outputs } = await new BuiltInOperationProvider([builtIn], ports).execute('mirror.show', {});
    expect(outputs.config).to.deep.equal({ a: 1, b: 2, c: 3 });
  });

  it('refuses settings that the plugin does not have', async () => {
    const { builtIn } = mirror({ config: { on: { type: 'boolean', required: false } } });
    const provider = new BuiltInOperationProvider([builtIn], builtInPorts(configured('mirror', { no: true })));
    expect(await rejection(provider.execute('mirror.show', {}))).to.have.property(
      'code',
      'USER.VALIDATION.PLUGIN_CONFIG',
    );
  });

  it('refuses calls after it was closed, whether it has loaded the plugin or not', async () => {
    for (const loaded of [true, false]) {
      const provider = new BuiltInOperationProvider([mirror().builtIn], builtInPorts());
      if (loaded) await provider.execute('mirror.show', {});
      await provider.close();
      expect(await rejection(provider.execute('mirror.show', {}))).to.have.property(
        'code',
        'EXECUTION.PLUGIN.NOT_RUNNING',
      );
    }
  });
});
