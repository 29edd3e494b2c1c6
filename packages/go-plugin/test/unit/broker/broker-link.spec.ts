import { expect } from 'chai';
import { BrokerLink } from '../../../src/broker/broker-link.js';
import type { BrokerMessage } from '../../../src/broker/broker-message.js';
import { brokerStreamPair, type MemoryBrokerStream } from '../../support/broker-streams.js';
import { ManualTimers } from '../../support/manual-timers.js';
import { rejection } from '../../support/rejection.js';

const never = new AbortController().signal;
const knock = (id: number): BrokerMessage => ({ kind: 'knock', id });
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('BrokerLink', () => {
  it('waits 5 s for the host to open the stream', async () => {
    const timers = new ManualTimers();
    const link = new BrokerLink({ timers });
    const [near] = brokerStreamPair();
    const sending = link.send(1, knock(1), never);
    link.attach(near);
    await sending;
    expect(near.sent).to.deep.equal([knock(1)]);

    const lonely = new BrokerLink({ timers });
    const failed = rejection(lonely.send(1, knock(1), never));
    timers.advance(5_000);
    expect(await failed).to.have.property('code', 'BROKER_CLOSED');
  });

  it('continues with a second stream after the first was lost [B08]', async () => {
    const link = new BrokerLink({ timers: new ManualTimers() });
    const [first] = brokerStreamPair();
    const [second, far] = brokerStreamPair();
    const received: BrokerMessage[] = [];
    let ends = 0;
    link.onMessage((message) => received.push(message));
    link.onOver(() => ends++);
    link.attach(first);
    first.end('lost');
    await settled();
    link.attach(second);
    await link.send(2, knock(2), never);
    await far.send(knock(3));
    await settled();
    expect([second.sent, received, ends]).to.deep.equal([[knock(2)], [knock(3)], 0]);
  });

  it('accepts a second stream beside the first, and ignores the end of the first', async () => {
    const link = new BrokerLink({ timers: new ManualTimers() });
    const [first] = brokerStreamPair();
    const [second] = brokerStreamPair();
    let ends = 0;
    link.onOver(() => ends++);
    link.attach(first);
    link.attach(second);
    first.end('lost');
    await settled();
    await link.send(1, knock(1), never);
    expect([ends, second.sent.length]).to.deep.equal([0, 1]);
  });

  describe('of a host', () => {
    function hostLink(): { link: BrokerLink; timers: ManualTimers; opened: MemoryBrokerStream[] } {
      const timers = new ManualTimers();
      const opened: MemoryBrokerStream[] = [];
      const open = (): MemoryBrokerStream => {
        const [near] = brokerStreamPair();
        opened.push(near);
        return near;
      };
      const link = new BrokerLink({ timers, open });
      link.open();
      return { link, timers, opened };
    }

    it('opens a lost stream again at once [B08]', async () => {
      const { timers, opened } = hostLink();
      timers.advance(1_000);
      opened[0]?.end('lost');
      await settled();
      expect(opened.length).to.equal(2);
    });

    it('opens a short-lived stream again only at the next use', async () => {
      const { link, opened } = hostLink();
      opened[0]?.end('lost');
      await settled();
      expect(opened.length).to.equal(1);
      await link.send(1, knock(1), never);
      expect(opened.length).to.equal(2);
    });

    it('ends when the other side ends the stream, as a Go plugin does with a second one', async () => {
      const { link, opened } = hostLink();
      let ends = 0;
      link.onOver(() => ends++);
      opened[0]?.end('over');
      await settled();
      expect(ends).to.equal(1);
      expect(link.over).to.equal(true);
      expect(await rejection(link.send(4, knock(4), never))).to.deep.include({
        code: 'BROKER_CLOSED',
        details: { id: 4 },
      });
      expect(opened.length).to.equal(1);
    });
  });

  it('rejects waiting callers when it is closed, and accepts no more streams', async () => {
    const link = new BrokerLink({ timers: new ManualTimers() });
    const failed = rejection(link.send(1, knock(1), never));
    link.close();
    expect(await failed).to.have.property('code', 'BROKER_CLOSED');
    const [near] = brokerStreamPair();
    link.attach(near);
    expect(await near.ended).to.equal('over');
  });
});
