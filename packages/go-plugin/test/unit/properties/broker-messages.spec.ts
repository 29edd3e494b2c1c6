import { expect } from 'chai';
import fc from 'fast-check';
import { BrokerLink } from '../../../src/broker/broker-link.js';
import { decodeConnInfo, encodeConnInfo } from '../../../src/broker/conn-info.js';
import { MuxRouter } from '../../../src/broker/mux-router.js';
import { MuxTransport } from '../../../src/broker/mux-transport.js';
import { SocketTransport } from '../../../src/broker/socket-transport.js';
import type { BrokerTransport } from '../../../src/broker/broker-transport.js';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { silentLogger } from '../../../src/logger.js';
import { brokerStreamPair } from '../../support/broker-streams.js';
import { ManualTimers } from '../../support/manual-timers.js';
import { checkProperty } from '../../support/property.js';
import { rejection } from '../../support/rejection.js';

const anyId = fc.oneof(fc.nat(6), fc.constantFrom(0, 0xffff_ffff));
const network = fc.constantFrom('unix', 'tcp', '', 'udp', 'unixgram', 'unix\0', 'u'.repeat(5_000));
const address = fc.constantFrom('', '/nowhere/plugin1', '127.0.0.1:1', ':0', 'x'.repeat(10_000), '/\0', '[::1]:99999');
const message = fc.oneof(
  fc
    .tuple(anyId, network, address)
    .map(([id, net, at]) => encodeConnInfo({ kind: 'address', id, address: { network: net, address: at } })),
  anyId.map((id) => encodeConnInfo({ kind: 'knock', id })),
  anyId.map((id) => encodeConnInfo({ kind: 'knock answer', id, error: id % 2 === 0 ? undefined : 'no' })),
  fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
);
/** Of each message the bytes, one a character. */
const messages = fc.array(
  message.map((bytes) => bytes.toString('latin1')),
  { maxLength: 12 },
);

interface Subject {
  readonly transport: BrokerTransport;
  /** What a dial does short of opening a socket: that fails by itself, or not, and is none of the broker's. */
  readonly dial: (id: number, signal: AbortSignal) => Promise<unknown>;
  readonly timers: ManualTimers;
}

const transports: Readonly<Record<string, () => Subject>> = {
  'by sockets': () => {
    const timers = new ManualTimers();
    const link = new BrokerLink({ timers });
    link.attach(brokerStreamPair()[0]);
    const listen = () => Promise.reject(new Error('unused'));
    const transport = new SocketTransport(link, { listen, timers, logger: silentLogger });
    const dial = async (id: number, signal: AbortSignal): Promise<unknown> => {
      await transport.connect(id, 50, signal);
      throw new GoPluginError('CONNECT_FAILED', { address: 'an announced one', reason: 'this test opens no sockets' });
    };
    return { transport, dial, timers };
  },
  multiplexed: () => {
    const timers = new ManualTimers();
    const link = new BrokerLink({ timers });
    link.attach(brokerStreamPair()[0]);
    const router = new MuxRouter({ timers, logger: silentLogger });
    const transport = new MuxTransport(link, { router, timers, logger: silentLogger });
    const dial = async (id: number, signal: AbortSignal): Promise<unknown> =>
      (await transport.connect(id, 50, signal))(signal);
    return { transport, dial, timers };
  },
};

for (const [kind, create] of Object.entries(transports)) {
  describe(`A broker ${kind}, whatever the other side sends`, () => {
    it('takes any messages, and dials fail with errors of this library [B05] [B06]', async () => {
      const check = async (input: readonly string[]): Promise<void> => {
        const { transport, dial, timers } = create();
        for (const bytes of input) transport.receive(decodeConnInfo(Buffer.from(bytes, 'latin1')));
        const signal = new AbortController().signal;
        for (const id of [1, 2]) {
          const failed = rejection(dial(id, signal));
          for (let turn = 0; turn < 8; turn++) await Promise.resolve();
          timers.advance(50);
          const error = await failed;
          if (!GoPluginError.is(error)) throw new Error(`${kind}: untyped`, { cause: error });
        }
        transport.abandon();
        timers.advance(10_000);
        if (timers.pending > 0) throw new Error(`${timers.pending} timers are left`);
      };
      await checkProperty(`broker-messages-${kind.replace(' ', '-')}`, messages, check, 300);
    });

    it('keeps no more than 10,000 of a flood of ids, and little of each', () => {
      const { transport, timers } = create();
      const before = process.memoryUsage().heapUsed;
      for (let id = 1; id <= 100_000; id++) {
        const long = `/${id}${'x'.repeat(64)}`;
        transport.receive({ kind: 'address', id, address: { network: 'unix', address: long } });
        transport.receive({ kind: 'knock', id });
        transport.receive({ kind: 'knock answer', id, error: undefined });
      }
      expect(timers.pending).to.be.at.most(10_000);
      expect(process.memoryUsage().heapUsed - before).to.be.lessThan(100e6);
      transport.abandon();
      timers.advance(10_000);
      expect(timers.pending).to.equal(0);
    });
  });
}
