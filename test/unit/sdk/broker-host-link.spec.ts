import { expect } from 'chai';
import type { GrpcBroker, GrpcConnection } from 'go-plugin-node';
import { rejection } from '../../../packages/go-plugin/test/support/rejection.js';
import { emptyPayload } from '../../../src/domain/event/domain-event.js';
import { BrokerHostLink } from '../../../src/sdk/broker-host-link.js';

const event = { type: 'p.done', source: 'p', metadata: {}, payload: emptyPayload, propagationDepth: 0 };

/** A link whose broker connects when the test says so, and what is asked of the host. */
function setUp() {
  const dials: ((connection: GrpcConnection) => void)[] = [];
  const timeouts: (number | undefined)[] = [];
  const dial = () => new Promise<GrpcConnection>((resolve) => dials.push(resolve));
  const callUnary = (_method: unknown, _request: unknown, { timeoutMs }: { readonly timeoutMs?: number }) => {
    timeouts.push(timeoutMs);
    return Promise.resolve({ accepted: true, eventId: 'e1' });
  };
  const link = new BrokerHostLink();
  link.attach({ dial } as unknown as GrpcBroker);
  return { link, dials, timeouts, connection: { callUnary } as unknown as GrpcConnection };
}

describe('BrokerHostLink', () => {
  it('counts the connection to the host in the time limit of an event', async () => {
    const { link, dials, timeouts, connection } = setUp();
    const error = await rejection(link.emit(event, { timeoutMs: 10 }));
    expect(error).to.include({ code: 'EMIT_UNAVAILABLE' });
    expect(error).to.have.property('message').that.contains('the host did not answer within 10 ms');
    // The connection that the first event began to make is that of the next one.
    const next = link.emit(event, { timeoutMs: 60_000 });
    dials[0]?.(connection);
    expect(await next).to.deep.equal({ accepted: true, eventId: 'e1' });
    expect(dials).to.have.length(1);
    expect(timeouts[0]).to.be.lessThanOrEqual(60_000).and.greaterThan(0);
  });

  it('stops waiting for the connection when the caller does', async () => {
    const { link } = setUp();
    const controller = new AbortController();
    const emitting = rejection(link.emit(event, { signal: controller.signal }));
    controller.abort();
    expect(await emitting)
      .to.have.property('message')
      .that.contains('its caller no longer waits');
  });
});
