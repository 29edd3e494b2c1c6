import { expect } from 'chai';
import { DropReport } from '../../../src/stdio/drop-report.js';
import { ManualTimers } from '../../support/manual-timers.js';

describe('DropReport', () => {
  let timers: ManualTimers;
  let told: number[];
  let report: DropReport;

  beforeEach(() => {
    timers = new ManualTimers();
    told = [];
    report = new DropReport(timers, (bytes) => told.push(bytes));
  });

  it('reports the first loss at once', () => {
    report.add(10);
    expect(told).to.deep.equal([10]);
  });

  it('reports 8,000 further losses once, with their sum, a second later [P16]', () => {
    report.add(10);
    for (let loss = 0; loss < 8_000; loss += 1) report.add(1024);
    timers.advance(999);
    expect(told).to.deep.equal([10]);
    timers.advance(1);
    expect(told).to.deep.equal([10, 8_000 * 1024]);
  });

  it('is quiet again, and without a timer, when nothing more is lost', () => {
    report.add(10);
    timers.advance(10_000);
    expect(told).to.deep.equal([10]);
    expect(timers.pending).to.equal(0);
    report.add(20);
    expect(told).to.deep.equal([10, 20]);
  });
});
