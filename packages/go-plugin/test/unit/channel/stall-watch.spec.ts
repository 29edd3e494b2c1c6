import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import { expect } from 'chai';
import sinon from 'sinon';
import { StallWatch } from '../../../src/channel/stall-watch.js';

describe('StallWatch', () => {
  let clock: sinon.SinonFakeTimers;
  let bytesRead: number;
  let unsent: number;
  let stream: ClientHttp2Stream;
  let queue: number;
  let acknowledge: (() => void) | undefined;
  let probes: number;
  let dead: sinon.SinonSpy;
  let watch: StallWatch;

  const begin = (): void => watch.callStarted(stream);

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    bytesRead = 0;
    unsent = 0;
    const open: unknown = {
      get writableLength() {
        return unsent;
      },
    };
    stream = open as ClientHttp2Stream;
    queue = 0;
    acknowledge = undefined;
    probes = 0;
    dead = sinon.spy();
    const fake: unknown = {
      destroyed: false,
      get state() {
        return { outboundQueueSize: queue };
      },
      settings(_settings: unknown, acknowledged: () => void) {
        probes += 1;
        acknowledge = acknowledged;
      },
    };
    const session = fake as ClientHttp2Session;
    watch = new StallWatch(session, () => bytesRead, dead);
  });
  afterEach(() => {
    watch.stop();
    clock.restore();
  });

  it('does nothing without calls', () => {
    clock.tick(100_000);
    begin();
    watch.callEnded(stream);
    clock.tick(100_000);
    expect(probes).to.equal(0);
    expect(clock.countTimers()).to.equal(0);
  });

  it('does not probe while bytes come', () => {
    begin();
    for (let second = 0; second < 20; second += 1) {
      bytesRead += 1;
      clock.tick(1000);
    }
    expect(probes).to.equal(0);
  });

  it('declares a session dead whose probe never leaves', () => {
    begin();
    queue = 1;
    clock.tick(1000);
    expect(probes).to.equal(1);
    clock.tick(250);
    expect(dead.called).to.equal(false);
    clock.tick(250);
    expect(dead.calledOnce).to.equal(true);
  });

  it('waits much longer while data of our own is unsent: the peer may be busy', () => {
    begin();
    queue = 1;
    unsent = 100;
    clock.tick(15_000);
    expect(dead.called).to.equal(false);
    clock.tick(1000);
    expect(dead.calledOnce).to.equal(true);
  });

  it('asks more and more rarely while the peer answers, and often again for a new call', () => {
    begin();
    const answered = (milliseconds: number): number => {
      const before = probes;
      for (let passed = 0; passed < milliseconds; passed += 250) {
        clock.tick(250);
        acknowledge?.();
      }
      return probes - before;
    };
    expect(answered(60_000)).to.be.within(4, 7);
    expect(answered(60_000)).to.be.within(1, 2);
    begin();
    expect(answered(1000)).to.equal(1);
    expect(dead.called).to.equal(false);
  });

  it('spares a peer that is stopped: the probe has left, only nobody acknowledges it', () => {
    begin();
    clock.tick(600_000);
    expect(probes).to.equal(1);
    expect(dead.called).to.equal(false);
  });
});
