import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { settlesWithin } from '../../src/index.js';

/** Keeps this process from all else, as one that gets no processor. */
function stall(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('settlesWithin', () => {
  it('reports whether a promise settles in time, fulfilled or rejected', async () => {
    expect(await settlesWithin(Promise.resolve('a value'), 1_000)).to.equal(true);
    expect(await settlesWithin(Promise.reject(new Error('broken')), 1_000)).to.equal(true);
    expect(await settlesWithin(new Promise(() => undefined), 1)).to.equal(false);
  });

  it('ends when its signal is aborted, and keeps the result of what has settled', async () => {
    const never = new Promise(() => undefined);
    const controller = new AbortController();
    const heard = settlesWithin(never, 60_000, controller.signal);
    controller.abort();
    expect(await heard).to.equal(false);
    expect(await settlesWithin(never, 60_000, controller.signal)).to.equal(false);
    expect(await settlesWithin(Promise.resolve(), 60_000, controller.signal)).to.equal(true);
  });

  for (const [what, turns] of [
    ['a message', 1],
    ['a pipe’s end, behind what was in it', 2],
  ] as const)
    it(`notices ${what} that arrived while the process was blocked, although its timer is due`, async () => {
      // Behind this the event loop comes to its timers before it comes to anything else.
      await nextTurn();
      const happened = (async () => {
        for (let turn = 0; turn < turns; turn++) await nextTurn();
      })();
      const heard = settlesWithin(happened, 1);
      stall(5);
      expect(await heard).to.equal(true);
    });
});
