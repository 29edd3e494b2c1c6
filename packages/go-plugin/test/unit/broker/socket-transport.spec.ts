import { expect } from 'chai';
import { BrokerLink } from '../../../src/broker/broker-link.js';
import { SocketTransport, type AddressTranslation } from '../../../src/broker/socket-transport.js';
import type { StreamListener } from '../../../src/net/dialer.js';
import { silentLogger } from '../../../src/logger.js';
import { brokerStreamPair, type MemoryBrokerStream } from '../../support/broker-streams.js';
import { ManualTimers } from '../../support/manual-timers.js';
import { rejection } from '../../support/rejection.js';

const never = new AbortController().signal;

interface Subject {
  readonly transport: SocketTransport;
  readonly link: BrokerLink;
  readonly stream: MemoryBrokerStream;
  readonly closed: string[];
}

function subject(translation?: AddressTranslation): Subject {
  const timers = new ManualTimers();
  const link = new BrokerLink({ timers });
  const [stream] = brokerStreamPair();
  link.attach(stream);
  const closed: string[] = [];
  const listener: StreamListener = {
    network: 'unix',
    address: '/host/plugin1',
    onConnection: () => undefined,
    close: () => {
      closed.push('/host/plugin1');
      return Promise.resolve();
    },
  };
  const listen = (): Promise<StreamListener> => Promise.resolve(listener);
  const transport = new SocketTransport(link, { listen, timers, translation, logger: silentLogger });
  return { transport, link, stream, closed };
}

describe('SocketTransport', () => {
  it('tells the other side where it listens, in the other side’s terms', async () => {
    const { transport, stream } = subject({
      toPeer: ({ network, address }) => ({ network, address: address.replace('/host', '/guest') }),
      fromPeer: (address) => address,
    });
    await transport.accept(5, never);
    expect(stream.sent).to.deep.equal([
      { kind: 'address', id: 5, address: { network: 'unix', address: '/guest/plugin1' } },
    ]);
  });

  it('closes the listener if it cannot announce it', async () => {
    const { transport, link, closed } = subject();
    link.close();
    const error = await rejection(transport.accept(5, never));
    expect(error).to.have.property('code', 'BROKER_CLOSED');
    expect(closed).to.deep.equal(['/host/plugin1']);
  });

  const hostile: Record<string, [network: string, address: string, reason: string]> = {
    'an unknown network': ['pigeon', '/tmp/x', 'unknown address type'],
    'an empty network': ['', '', 'unknown address type'],
    'an empty address': ['unix', '', 'empty'],
    'an oversized path': ['unix', `/${'x'.repeat(200)}`, 'longer than'],
    'a megabyte of path': ['unix', 'x'.repeat(1_000_000), 'longer than'],
    'an oversized host': ['tcp', `${'x'.repeat(300)}:1`, 'longer than'],
  };
  for (const [what, [network, address, reason]] of Object.entries(hostile)) {
    it(`refuses ${what}`, async () => {
      const { transport } = subject();
      transport.receive({ kind: 'address', id: 1, address: { network, address } });
      const error: unknown = await rejection(transport.connect(1, 5_000, never));
      expect(error).to.have.property('code', 'BROKER_REFUSED');
      expect(error).to.have.nested.property('details.reason').that.contains(reason);
    });
  }

  it('ignores messages that it does not understand', () => {
    const { transport } = subject();
    transport.receive({ kind: 'invalid', problem: 'no protobuf' });
    transport.receive({ kind: 'knock', id: 1 });
    transport.receive({ kind: 'knock answer', id: 1, error: undefined });
  });

  it('rejects what waits for the other side when the connection is lost', async () => {
    const { transport } = subject();
    const waiting = rejection(transport.connect(8, 5_000, never));
    transport.abandon();
    expect(await waiting).to.deep.include({ code: 'BROKER_CLOSED', details: { id: 8 } });
  });
});
