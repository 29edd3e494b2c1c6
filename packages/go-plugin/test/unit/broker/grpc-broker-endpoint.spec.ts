import { expect } from 'chai';
import { BrokerLink } from '../../../src/broker/broker-link.js';
import type { BrokerTls, BrokerTransport } from '../../../src/broker/broker-transport.js';
import { GrpcBrokerEndpoint } from '../../../src/broker/grpc-broker-endpoint.js';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { silentLogger } from '../../../src/logger.js';
import { FakeListener } from '../../support/fake-listener.js';
import { failure } from '../../support/go-plugin-failure.js';
import { ManualTimers } from '../../support/manual-timers.js';
import { servePing } from '../../support/ping-service.js';

/** Whose other side announces at once and then says nothing. */
class SilentTransport implements BrokerTransport {
  readonly listeners: FakeListener[] = [];

  accept(): Promise<FakeListener> {
    const listener = new FakeListener();
    this.listeners.push(listener);
    return Promise.resolve(listener);
  }

  announce(): Promise<void> {
    return Promise.resolve();
  }

  connect(): ReturnType<BrokerTransport['connect']> {
    return Promise.resolve(
      (signal) =>
        new Promise((_, reject) => {
          const fail = (): void => reject(new GoPluginError('CANCELED', { operation: 'connect' }));
          if (signal.aborted) fail();
          else signal.addEventListener('abort', fail, { once: true });
        }),
    );
  }

  receive(): void {
    // Nothing is ever sent.
  }

  abandon(): void {
    // Nothing is awaited.
  }
}

describe('GrpcBrokerEndpoint', () => {
  let transport: SilentTransport;
  beforeEach(() => {
    transport = new SilentTransport();
  });

  function endpoint(tls?: BrokerTls): GrpcBrokerEndpoint {
    const link = new BrokerLink({ timers: new ManualTimers() });
    return new GrpcBrokerEndpoint({ link, tls, logger: silentLogger, transport: () => transport });
  }

  it('rejects an id that is not a uint32, and continues [B06]', async () => {
    const broker = endpoint();
    for (const id of [-1, 1.5, 2 ** 32, NaN, Infinity]) {
      await failure(
        broker.acceptAndServe(id, () => undefined),
        'CONFIG_INVALID',
      );
      await failure(broker.dial(id), 'CONFIG_INVALID');
    }
    expect(transport.listeners).to.deep.equal([]);
    for (const id of [0, 0xffff_ffff]) expect(await broker.acceptAndServe(id, () => undefined)).to.include({ id });
    await broker.close();
  });

  it('ends a dial in time also when the other side has accepted, and the connection does not open [B05]', async () => {
    const { details } = await failure(endpoint().dial(3, { timeoutMs: 20 }), 'BROKER_TIMEOUT');
    expect(details).to.deep.equal({ id: 3, timeoutMs: 20 });
  });

  it('ends such a dial at the caller’s signal, and when the broker closes', async () => {
    const broker = endpoint();
    const abort = new AbortController();
    const canceled = failure(broker.dial(3, { signal: abort.signal }), 'CANCELED');
    abort.abort();
    expect((await canceled).details).to.deep.equal({ operation: 'dial broker id 3' });
    const dialled = failure(broker.dial(3), 'BROKER_CLOSED');
    await broker.close();
    // The caller has not canceled.
    expect((await dialled).details).to.deep.equal({ id: 3 });
  });

  it('closes the listener if its TLS settings cannot serve, and reports that', async () => {
    const broker = endpoint({ client: {}, server: { cert: 'no certificate' } });
    for (let attempt = 1; attempt <= 2; attempt++) await failure(broker.acceptAndServe(3, servePing), 'CONFIG_INVALID');
    expect(transport.listeners.map(({ closed }) => closed)).to.deep.equal([true, true]);
  });

  it('ends an accept in time if its services are not ready', async () => {
    const register = (): Promise<void> => new Promise(() => undefined);
    await failure(endpoint().acceptAndServe(3, register, { timeoutMs: 20 }), 'DEADLINE_EXCEEDED');
  });

  it('says which ids may be chosen if one was chosen that nextId() has handed out', async () => {
    const broker = endpoint();
    const issued = broker.nextId();
    await broker.acceptAndServe(issued, servePing);
    const error = await failure(broker.acceptAndServe(issued, servePing), 'BROKER_ID_IN_USE');
    expect(error.message).to.equal(`broker id ${issued} is in use`);
    expect(error.hint).to.contain('below 65,536');
    expect(issued).to.equal(65_536);
    await broker.close();
  });

  it('never returns an id that the caller has chosen itself', async () => {
    const broker = endpoint();
    const first = broker.nextId();
    const chosen = [1, first + 1, first + 3];
    for (const id of chosen) await broker.acceptAndServe(id, servePing);
    const closed = await broker.acceptAndServe(first + 4, servePing);
    await closed.close();
    expect([first, broker.nextId(), broker.nextId()]).to.deep.equal([first, first + 2, first + 5]);
    expect(first).to.be.greaterThan(0xffff);
    await broker.close();
  });
});
