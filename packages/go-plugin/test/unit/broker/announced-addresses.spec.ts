import { expect } from 'chai';
import { AnnouncedAddresses } from '../../../src/broker/announced-addresses.js';
import { ManualTimers } from '../../support/manual-timers.js';
import { rejection } from '../../support/rejection.js';

const never = new AbortController().signal;
const unix = (address: string) => ({ network: 'unix', address });

describe('AnnouncedAddresses', () => {
  let timers: ManualTimers;
  let addresses: AnnouncedAddresses;
  beforeEach(() => {
    timers = new ManualTimers();
    addresses = new AnnouncedAddresses(timers);
  });
  afterEach(() => {
    expect(timers.pending).to.equal(0);
  });

  it('serves each announcement once, whichever comes first', async () => {
    addresses.announce(1, unix('/early'));
    expect(await addresses.take(1, 5_000, never)).to.deep.equal(unix('/early'));
    const taken = addresses.take(1, 5_000, never);
    addresses.announce(1, unix('/late'));
    expect(await taken).to.deep.equal(unix('/late'));
  });

  it('times out with the id and the time [B05]', async () => {
    const failed = rejection(addresses.take(7, 5_000, never));
    timers.advance(4_999);
    timers.advance(1);
    expect(await failed).to.deep.include({ code: 'BROKER_TIMEOUT', details: { id: 7, timeoutMs: 5_000 } });
  });

  it('forgets an announcement after 5 s [B05]', async () => {
    addresses.announce(1, unix('/a'));
    timers.advance(5_000);
    const failed = rejection(addresses.take(1, 100, never));
    timers.advance(100);
    expect(await failed).to.have.property('code', 'BROKER_TIMEOUT');
  });

  it('keeps the first of two announcements for one id', async () => {
    expect(addresses.announce(1, unix('/first'))).to.equal(true);
    expect(addresses.announce(1, unix('/second'))).to.equal(false);
    expect(await addresses.take(1, 5_000, never)).to.deep.equal(unix('/first'));
  });

  it('takes an announcement that is repeated, as long as it is the same', () => {
    expect(addresses.announce(1, unix('/a'))).to.equal(true);
    expect(addresses.announce(1, unix('/a'))).to.equal(true);
    expect(addresses.announce(1, { network: 'tcp', address: '/a' })).to.equal(false);
    addresses.abandon(() => new Error('unused'));
  });

  it('keeps an announcement for as long as the application wants', async () => {
    const patient = new AnnouncedAddresses(timers, Infinity);
    patient.announce(1, unix('/a'));
    timers.advance(3_600_000);
    expect(await patient.take(1, 5_000, never)).to.deep.equal(unix('/a'));
  });

  it('keeps a limited number of announcements', () => {
    let kept = 0;
    for (let id = 1; id <= 20_000; id++) if (addresses.announce(id, unix('/x'))) kept++;
    expect(kept).to.equal(10_000);
    addresses.abandon(() => new Error('unused'));
  });

  it('rejects waiting callers when nothing more will come', async () => {
    const failed = rejection(addresses.take(3, 5_000, never));
    addresses.abandon((id) => new Error(`no ${id}`));
    expect(await failed).to.have.property('message', 'no 3');
  });

  it('rejects with the signal’s reason when the signal is aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const failed = rejection(addresses.take(3, 5_000, controller.signal));
    controller.abort(reason);
    expect(await failed).to.equal(reason);
  });
});
