import { expect } from 'chai';
import { trendsOf, type Reading } from '../../../torture/soak/gauges.js';

/** Readings of a run in which the memory is a function of time. */
const readings = (memoryAt: (second: number) => number): readonly Reading[] =>
  Array.from({ length: 120 }, (_, second) => ({
    atMs: second * 1_000,
    values: { memory: memoryAt(second), descriptors: 50, handles: 40, timers: 10 },
  }));

const memoryTrend = (memoryAt: (second: number) => number) =>
  trendsOf(readings(memoryAt)).find(({ gauge }) => gauge === 'memory');

describe('The trends of npm run soak', () => {
  it('are flat for a host that only warms up and goes up and down', () => {
    const trend = memoryTrend((second) => Math.min(second, 30) + 100 + (second % 7));
    expect(trend).to.include({ flat: true });
  });

  it('rise for a host that keeps a megabyte each second', () => {
    const trend = memoryTrend((second) => 100 + second);
    expect(trend).to.include({ flat: false });
    expect(trend?.perHour).to.be.closeTo(3_600, 1);
  });
});
