import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { expect } from 'chai';
import sinon from 'sinon';
import { StallWatch } from '../../../src/go_plugin/channel/stall-watch.js';

describe('StallWatch', () => {
  let clock: sinon.SinonFakeTimers;
  let duplex: { bytesRead: number };
  let stream: { writableLength: number };
  let queue: number;
  let acknowledge: (() => void) | undefined;
  let probes: number;
  let dead: sinon.SinonSpy;
  let watch: StallWatch;

  const begin = (): void => watch.callStarted(stream as ClientHttp2Stream);

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    duplex = { bytesRead: 0 };
    stream = { writableLength: 0 };
    queue = 0;
    acknowledge = undefined;
    probes = 0;
    dead = sinon.spy();
    const session = {
      destroyed: false,
      get state() {
        return { outboundQueueSize: queue };
      },
      settings(_settings: unknown, acknowledged: () => void) {
        probes += 1;
        acknowledge = acknowledged;
      },
    };
    watch = new StallWatch(session as unknown as ClientHttp2Session, duplex as unknown as Duplex, dead);
  });
  afterEach(() => {
    watch.stop();
    clock.restore();
  });

  it('does nothing without calls', () => {
    clock.tick(100_000);
    begin();
    watch.callEnded(stream as ClientHttp2Stream);
    clock.tick(100_000);
    expect(probes).to.equal(0);
    expect(clock.countTimers()).to.equal(0);
  });

  it('does not probe while bytes come', () => {
    begin();
    for (let second = 0; second < 20; second += 1) {
      duplex.bytesRead += 1;
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
    stream.writableLength = 100;
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
