import { expect } from 'chai';
import { createHost } from '../../../../src/app/composition/create-host.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { eventPlugin, handled, observer, publish, type EventPlugins } from '../../../support/event-plugins.js';

const emitting = 'events: { subscribe: ["*"], emit: ["observer.*"] }';

async function hostOf({ directory }: EventPlugins, limits: { readonly eventDrainMs?: number } = {}) {
  const logger = new RecordingLogger('debug');
  const host = await createHost({ pluginsDir: directory, logger, limits: { startTimeoutMs: 50_000, ...limits } });
  const codes = (): readonly unknown[] => logger.records.map(({ fields }) => fields['code']).filter(Boolean);
  return { host, logger, codes };
}

const types = (events: readonly { readonly [key: string]: unknown }[]): readonly unknown[] =>
  events.map(({ type }) => type);

describe('Events of a plugin in a process of its own', () => {
  it('come in their order, and what it answers comes back under its own name', async () => {
    await using plugins = await eventPlugin('observer', observer, emitting);
    const { host } = await hostOf(plugins);
    await host.plugins.init('observer');
    await publish(host, 'a', 'test.ask', 'b');
    const events = await handled(host, 'observer.handled', 4);
    await host.close();
    expect(types(events)).to.deep.equal(['a', 'test.ask', 'b', 'observer.answer']);
    expect(events[3]).to.include({ source: 'observer', propagationDepth: 1 });
  });

  it('come over a stream to a plugin that may emit none', async () => {
    await using plugins = await eventPlugin('observer', observer, 'events: { subscribe: ["*"] }');
    const { host, codes } = await hostOf(plugins);
    await host.plugins.init('observer');
    await publish(host, 'a', 'test.throw', 'b');
    expect(types(await handled(host, 'observer.handled', 3))).to.deep.equal(['a', 'test.throw', 'b']);
    await host.close();
    expect(codes()).to.deep.equal([]);
  });

  it('that it emits by itself are published, or refused with the reason', async () => {
    await using plugins = await eventPlugin('observer', observer, emitting);
    const { host, codes } = await hostOf(plugins);
    const emit = async (type: string) => (await host.operations.execute('observer.emit', { type })).outputs;
    expect(await emit('observer.done'))
      .to.have.property('id')
      .that.matches(/^[\da-f-]{36}$/u);
    const refused = await emit('workflow.failed');
    expect(refused).to.have.property('code', 'EMIT_DENIED');
    expect(refused.message).to.include('plugin "observer" not authorized to emit event type "workflow.failed"');
    const [event] = await handled(host, 'observer.handled', 1);
    expect(event).to.include({ type: 'observer.done', source: 'observer' });
    await host.close();
    expect(codes()).to.deep.equal(['EXECUTION.PLUGIN.BROKER_EMIT_DENIED']);
  });

  for (const type of ['observer.loop', 'observer.again'])
    it(`end if it answers each with another one: ${type}`, async () => {
      await using plugins = await eventPlugin('observer', observer, emitting);
      const { host, codes } = await hostOf(plugins);
      await host.plugins.init('observer');
      await publish(host, type);
      expect(types(await handled(host, 'observer.handled', 3))).to.deep.equal([type, type, type]);
      await host.close();
      expect(codes()).to.deep.equal(['EXECUTION.EVENT.CYCLE_DETECTED']);
    });

  it('go on after a handler that throws, and after one that kills the plugin', async () => {
    await using plugins = await eventPlugin('observer', observer, emitting);
    const { host, codes } = await hostOf(plugins);
    await host.plugins.init('observer');
    await publish(host, 'test.throw', 'a');
    expect(types(await handled(host, 'observer.handled', 2))).to.deep.equal(['test.throw', 'a']);
    await publish(host, 'test.crash', 'b');
    expect(types(await handled(host, 'observer.handled', 1))).to.deep.equal(['b']);
    await host.close();
    expect(codes()).to.deep.equal(['EXECUTION.EVENT.DELIVERY_FAILED', 'EXECUTION.EVENT.DELIVERY_FAILED']);
  });

  for (const [how, manifest] of [
    ['calls', emitting],
    ['a stream', 'events: { subscribe: ["*"] }'],
  ] as const)
    it(`hold up the end of the host for a limited time only if a handler hangs, over ${how}`, async () => {
      await using plugins = await eventPlugin('observer', observer, manifest);
      const { host, codes } = await hostOf(plugins, { eventDrainMs: 100 });
      await host.plugins.init('observer');
      await publish(host, 'test.hang');
      await host.close();
      expect(codes()).to.deep.equal(['EXECUTION.EVENT.DELIVERY_FAILED']);
    });
});
