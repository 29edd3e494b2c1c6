import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { silentLogger } from '../../../packages/go-plugin/src/logger.js';
import { rejection } from '../../../packages/go-plugin/test/support/rejection.js';
import type { EmittedEvent } from '../../../src/domain/event/emission.js';
import { RecordingLogger } from '../../../src/infrastructure/in_memory/recording-logger.js';
import type { EventCall, EventSubscriber, PluginHost } from '../../../src/sdk/index.js';
import type { HostLink } from '../../../src/sdk/host-link.js';
import { PluginRuntime } from '../../../src/sdk/plugin-runtime.js';
import { eventOf } from '../../support/events.js';

const { signal } = new AbortController();

/** A plugin with a handler, and what the host gets of it. */
function setUp(handler: EventSubscriber['handler'], patterns: readonly string[] = ['*']) {
  const emitted: EmittedEvent[] = [];
  const link: HostLink = {
    emit: (event) => {
      emitted.push(event);
      return Promise.resolve({ accepted: true, eventId: 'id-1' });
    },
  };
  const logger = new RecordingLogger();
  const plugin = { name: 'p', version: '1.0.0', events: { patterns, handler } };
  return { emitted, logger, runtime: new PluginRuntime(plugin, logger, link) };
}

/** The host of a plugin, as its handlers see it. */
async function hostOf(link?: HostLink): Promise<PluginHost> {
  let host: PluginHost | undefined;
  const plugin = {
    name: 'p',
    version: '1.0.0',
    init: (_: unknown, context: { readonly host: PluginHost }) => {
      host = context.host;
    },
  };
  await new PluginRuntime(plugin, silentLogger, link).init(new Map(), signal);
  if (host === undefined) throw new Error('init was not called');
  return host;
}

describe('The events of a plugin', () => {
  it('reach the handler if they fit its patterns', async () => {
    const got: string[] = [];
    const handler = ({ event }: EventCall): void => void got.push(event.type);
    const { runtime } = setUp(handler, ['step.*']);
    expect(await runtime.handleEvent(eventOf('step.failed'), signal)).to.deep.equal([]);
    await runtime.handleEvent(eventOf('workflow.failed'), signal);
    expect(got).to.deep.equal(['step.failed']);
  });

  it('that the handler returns have the plugin’s name and one more event before them', async () => {
    const { runtime } = setUp(() => [
      { type: 'p.a', payload: { n: 1 } },
      { type: 'p.b', payload: Uint8Array.of(7) },
    ]);
    const answers = await runtime.handleEvent(eventOf('x', { propagationDepth: 1 }), signal);
    expect(answers.map(({ type, source, propagationDepth }) => [type, source, propagationDepth])).to.deep.equal([
      ['p.a', 'p', 2],
      ['p.b', 'p', 2],
    ]);
    expect(answers.map(({ payload }) => Buffer.from(payload).toString('latin1'))).to.deep.equal(['{"n":1}', '\u0007']);
  });

  it('that the handler emits count the event before them, also in a timer that it starts', async () => {
    let later: Promise<unknown> = Promise.resolve();
    const { runtime, emitted } = setUp(({ host }) => {
      later = nextTurn().then(() => host.emit('p.later'));
    });
    await runtime.handleEvent(eventOf('x', { propagationDepth: 1 }), signal);
    await later;
    expect(emitted[0]).to.include({ type: 'p.later', propagationDepth: 2 });
  });

  const wrong: Readonly<Record<string, readonly [unknown, string]>> = {
    'a text': ['p.a', 'the event handler returned a string; it must return nothing or a list of events'],
    'a list with nothing in it': [[null], 'an event to emit must be an object with a type'],
    'an event without a type': [[{}], 'an event to emit must have a text as its type'],
    'metadata that is no text': [
      [{ type: 'p.a', metadata: { n: 1 } }],
      'event p.a: metadata.n must be a text, is number',
    ],
    'a payload that JSON cannot express': [
      [{ type: 'p.a', payload: 1n }],
      'event p.a: its payload cannot be expressed',
    ],
    'a payload that JSON leaves out': [[{ type: 'p.a', payload: () => 1 }], 'event p.a: its payload is a function'],
  };
  for (const [what, [returned, message]] of Object.entries(wrong))
    it(`are refused if the handler returns ${what}, and its author reads why in the log`, async () => {
      const { runtime, logger } = setUp(() => returned as undefined);
      const error = await rejection(runtime.handleEvent(eventOf('x'), signal));
      expect(error).to.have.property('message').that.includes(message);
      expect(logger.records.map(({ level, message: text }) => `${level} ${text}`)).to.deep.equal([
        'error event handler failed',
      ]);
    });

  it('do not wait for a handler whose caller has gone', async () => {
    const { runtime } = setUp(() => new Promise<never>(() => undefined));
    const canceled = new AbortController();
    const handling = rejection(runtime.handleEvent(eventOf('x'), canceled.signal));
    canceled.abort(new Error('too late'));
    expect(await handling).to.have.property('message', 'too late');
  });

  it('of a stream go on after a handler that fails, and what it returns goes to the host by itself', async () => {
    const { runtime, emitted } = setUp(({ event }) => {
      if (event.type === 'bad') throw new Error('on request');
      return [{ type: 'p.seen' }];
    });
    await runtime.handleStreamedEvent(eventOf('bad'), signal);
    await runtime.handleStreamedEvent(eventOf('good'), signal);
    expect(emitted.map(({ type }) => type)).to.deep.equal(['p.seen']);
  });

  it('are emitted with the id of the host, or refused with its reason', async () => {
    const link = (accepted: boolean): HostLink => ({
      emit: () => Promise.resolve(accepted ? { accepted, eventId: 'id-7' } : { accepted, problem: 'not authorized' }),
    });
    expect(await (await hostOf(link(true))).emit('p.a')).to.equal('id-7');
    const refused = await rejection((await hostOf(link(false))).emit('p.a'));
    expect(refused).to.include({ code: 'EMIT_DENIED', message: 'event p.a was not emitted: not authorized' });
  });

  it('cannot be emitted to a host that takes none', async () => {
    expect(await rejection((await hostOf()).emit('p.a'))).to.include({ code: 'EMIT_UNAVAILABLE' });
  });
});
