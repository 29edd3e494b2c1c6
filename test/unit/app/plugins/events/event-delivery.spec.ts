import { expect } from 'chai';
import { EventDelivery } from '../../../../../src/app/plugins/events/event-delivery.js';
import { AwfError } from '../../../../../src/domain/errors/awf-error.js';
import { RecordingLogger } from '../../../../../src/infrastructure/in_memory/recording-logger.js';
import type { EventStream, PluginEvents } from '../../../../../src/ports/plugin-events.js';
import { rejection } from '../../../../../packages/go-plugin/test/support/rejection.js';
import { eventOf } from '../../../../support/events.js';

const callFailed = (status: string): AwfError =>
  new AwfError('EXECUTION.PLUGIN.CALL_FAILED', { plugin: 'p', call: 'StreamEvents', status, message: 'no' });

/** A plugin that notes how it gets its events, with a stream that may be different. */
function setUp(stream: Partial<EventStream> = {}, streamed = true) {
  const steps: string[] = [];
  const logger = new RecordingLogger();
  const events: PluginEvents = {
    handleEvent: ({ type }) => {
      steps.push(`call ${type}`);
      return Promise.resolve([]);
    },
    streamEvents: () => ({
      send: ({ type }) => {
        steps.push(`send ${type}`);
        return Promise.resolve();
      },
      end: () => {
        steps.push('end');
        return Promise.resolve();
      },
      ...stream,
    }),
  };
  return { steps, logger, delivery: new EventDelivery(events, { plugin: 'p', streamed, logger }) };
}

describe('EventDelivery', () => {
  it('asks first whether the plugin has streams, and then uses one', async () => {
    const { delivery, steps } = setUp();
    await delivery.deliver(eventOf('a'), {});
    await delivery.deliver(eventOf('b'), {});
    await delivery.flush({});
    await delivery.deliver(eventOf('c'), {});
    expect(steps).to.deep.equal(['end', 'send a', 'send b', 'end', 'send c']);
  });

  it('calls a plugin without streams, and says nothing about it', async () => {
    const { delivery, steps, logger } = setUp({ end: () => Promise.reject(callFailed('UNIMPLEMENTED')) });
    await delivery.deliver(eventOf('a'), {});
    await delivery.flush({});
    expect(steps).to.deep.equal(['call a']);
    expect(logger.records).to.deep.equal([]);
  });

  it('calls a plugin whose stream breaks, beginning with the event that it could not send, and says so', async () => {
    const { delivery, steps, logger } = setUp({ send: () => Promise.reject(callFailed('UNAVAILABLE')) });
    await delivery.deliver(eventOf('a'), {});
    await delivery.deliver(eventOf('b'), {});
    expect(steps).to.deep.equal(['end', 'call a', 'call b']);
    expect(logger.records.map(({ fields }) => fields['code'])).to.deep.equal(['EXECUTION.PLUGIN.STREAM_SETUP_FAILED']);
  });

  it('counts the events of a stream that breaks, because nobody knows whether the plugin has handled them', async () => {
    let sent = 0;
    const send = () => ((sent += 1) > 3 ? Promise.reject(callFailed('UNAVAILABLE')) : Promise.resolve());
    const { delivery, steps, logger } = setUp({ send });
    for (const type of ['a', 'b', 'c', 'd']) await delivery.deliver(eventOf(type), {});
    expect(steps).to.deep.equal(['end', 'call d']);
    expect(logger.records.map(({ message }) => message)).to.include(
      `plugin p did not get up to 3 events of its stream: ${callFailed('UNAVAILABLE').message}`,
    );
    await delivery.flush({});
    expect(logger.records, 'they are told once').to.have.length(2);
  });

  it('does not count the events of a stream that the plugin has ended well', async () => {
    let ends = 0;
    const end = () => ((ends += 1) > 2 ? Promise.reject(callFailed('UNAVAILABLE')) : Promise.resolve());
    const { delivery, logger } = setUp({ end });
    for (const type of ['a', 'b']) await delivery.deliver(eventOf(type), {});
    await delivery.flush({});
    await delivery.deliver(eventOf('c'), {});
    await delivery.flush({});
    expect(logger.records.map(({ message }) => message)).to.deep.equal([
      `plugin p did not get an event of its stream: ${callFailed('UNAVAILABLE').message}`,
    ]);
  });

  it('counts the events of a connection that is given up', async () => {
    const { delivery, logger } = setUp();
    for (const type of ['a', 'b']) await delivery.deliver(eventOf(type), {});
    delivery.abandon('gone');
    expect(logger.records.map(({ message }) => message)).to.deep.equal([
      'plugin p did not get up to 2 events of its stream: gone',
    ]);
  });

  it('calls a plugin that is not to be streamed to', async () => {
    const { delivery, steps } = setUp({}, false);
    await delivery.deliver(eventOf('a'), {});
    expect(steps).to.deep.equal(['call a']);
  });

  it('does not call a plugin that has died', async () => {
    const end = { reason: 'lost' } as const;
    const crashed = new AwfError('EXECUTION.PLUGIN.CRASHED', { plugin: 'p', call: 'StreamEvents', end });
    const { delivery, steps } = setUp({ send: () => Promise.reject(crashed) });
    expect(await rejection(delivery.deliver(eventOf('a'), {}))).to.equal(crashed);
    expect(steps).to.deep.equal(['end']);
  });

  it('tells if the plugin does not say in time that it has handled everything', async () => {
    const late = new AwfError('EXECUTION.PLUGIN.CALL_TIMEOUT', { plugin: 'p', call: 'StreamEvents', timeoutMs: 1 });
    let ends = 0;
    const slow = setUp({ end: () => ((ends += 1) === 1 ? Promise.resolve() : Promise.reject(late)) });
    await slow.delivery.deliver(eventOf('a'), {});
    await slow.delivery.flush({ timeoutMs: 1 });
    expect(slow.logger.records.map(({ fields }) => fields['code'])).to.deep.equal(['EXECUTION.EVENT.DELIVERY_FAILED']);
  });
});
