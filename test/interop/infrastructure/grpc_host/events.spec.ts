import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { createHost } from '../../../../src/app/composition/create-host.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { describePluginEventsContract } from '../../../../src/contract/index.js';
import { GrpcPluginTransport } from '../../../../src/infrastructure/grpc_host/grpc-plugin-transport.js';
import { FilePluginLoader } from '../../../../src/infrastructure/manifest_loader/file-plugin-loader.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';
import { requireGo } from '../../../../packages/go-plugin/test/support/go.js';
import { buildPeer } from '../../../../packages/go-plugin/test/support/go-plugin-peers.js';
import { eventPlugin, handled, publish, type EventPlugins } from '../../../support/event-plugins.js';

const emitting = 'events: { subscribe: ["*"], emit: ["goevents.*"] }';

/** go-plugin forgets an announcement after 5 s. */
const afterExpiryMs = 5_100;

describe('Events of a Go plugin', () => {
  describePluginEventsContract({
    name: 'a Go plugin on the real go-plugin',
    create: async () => {
      const plugins = await eventPlugin('goevents', await buildPeer('awf-plugin-goevents'), emitting);
      const [plugin] = await new FilePluginLoader().discoverPlugins(plugins.directory);
      if (plugin === undefined) throw new Error('there is no plugin');
      const transport = new GrpcPluginTransport(silentLogger);
      return { transport, plugin, close: async () => plugins[Symbol.asyncDispose]() };
    },
  });

  let program: string;

  before(async function () {
    requireGo(this);
    program = await buildPeer('awf-plugin-goevents');
  });

  async function hostOf({ directory }: EventPlugins) {
    const logger = new RecordingLogger('debug');
    const host = await createHost({ pluginsDir: directory, logger, limits: { startTimeoutMs: 50_000 } });
    const codes = (): readonly unknown[] => logger.records.map(({ fields }) => fields['code']).filter(Boolean);
    const emit = async (inputs: { readonly [name: string]: string | number }) =>
      (await host.operations.execute('goevents.emit', inputs)).outputs;
    return { host, codes, emit };
  }

  it('come call by call, and what it answers is published with an id and a time', async () => {
    await using plugins = await eventPlugin('goevents', program, emitting);
    const { host, codes } = await hostOf(plugins);
    await host.plugins.init('goevents');
    await publish(host, 'test.ping', 'a');
    const events = await handled(host, 'goevents.handled', 3);
    await host.close();
    expect(events.map(({ type, source, sequence }) => [type, source, sequence])).to.deep.equal([
      ['test.ping', 'core', 0],
      ['a', 'core', 0],
      ['goevents.pong', 'goevents', 0],
    ]);
    expect(events[2]?.id).to.match(/^[\da-f-]{36}$/u);
    expect(events[2]?.timestamp).to.be.greaterThan(1.7e12);
    expect(codes()).to.deep.equal([]);
  });

  it('come over a stream with numbers from 1 if it may emit none', async () => {
    await using plugins = await eventPlugin('goevents', program, 'events: { subscribe: ["*"] }');
    const { host } = await hostOf(plugins);
    await host.plugins.init('goevents');
    await publish(host, 'a', 'b', 'c');
    const events = await handled(host, 'goevents.handled', 3);
    await host.close();
    expect(events.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3]);
  });

  for (const manifest of ['events: { subscribe: ["*"] }', emitting])
    it(`do not harm one that answers Unimplemented, with ${manifest}`, async () => {
      const config = 'config: { mute: { type: boolean, default: true } }';
      await using plugins = await eventPlugin('goevents', program, `${manifest}\n${config}`);
      const { host, codes } = await hostOf(plugins);
      await host.plugins.init('goevents');
      await publish(host, 'a', 'b');
      await host.close();
      expect(codes()).to.deep.equal(['EXECUTION.EVENT.DELIVERY_FAILED', 'EXECUTION.EVENT.DELIVERY_FAILED']);
    });

  it('that it emits are published, whenever it dials the host', async () => {
    await using plugins = await eventPlugin('goevents', program, emitting);
    const { host, emit } = await hostOf(plugins);
    await host.plugins.init('goevents');
    await wait(afterExpiryMs);
    expect(await emit({ type: 'goevents.done', source: 'goevents' })).to.have.property('accepted', true);
    const [event] = await handled(host, 'goevents.handled', 1);
    await host.close();
    expect(event).to.include({ type: 'goevents.done', source: 'goevents' });
  });

  it('are refused if it claims another name, a type that it may not emit, or too great a depth', async () => {
    await using plugins = await eventPlugin('goevents', program, emitting);
    const { host, emit, codes } = await hostOf(plugins);
    const error = async (inputs: { readonly [name: string]: string | number }) => (await emit(inputs)).problem;
    expect(await error({ type: 'goevents.done', source: 'other' })).to.match(
      /^plugin "other" not authorized to emit event type "goevents.done"/u,
    );
    expect(await error({ type: 'workflow.failed', source: 'goevents' })).to.equal(
      'plugin "goevents" not authorized to emit event type "workflow.failed"',
    );
    expect(await error({ type: 'goevents.done', depth: 9 })).to.include('9 events have led to it');
    await host.close();
    expect(codes()).to.deep.equal([
      'EXECUTION.PLUGIN.BROKER_EMIT_DENIED',
      'EXECUTION.PLUGIN.BROKER_EMIT_DENIED',
      'EXECUTION.EVENT.CYCLE_DETECTED',
    ]);
  });
});
