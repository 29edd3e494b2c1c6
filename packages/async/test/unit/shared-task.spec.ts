import { expect } from 'chai';
import { SharedTask, unlessAborted } from '../../src/index.js';
import { rejection } from '../../../go-plugin/test/support/rejection.js';

/** Work whose end the test decides, and which notes what happens to it. */
class Work {
  readonly log: string[] = [];
  succeed: (value: string) => void = () => undefined;
  fail: (error: Error) => void = () => undefined;
  givenUp = false;

  readonly run = async (signal: AbortSignal): Promise<string> => {
    this.log.push('begun');
    signal.addEventListener('abort', () => (this.givenUp = true));
    const ending = new Promise<string>((resolve, reject) => {
      this.succeed = resolve;
      this.fail = reject;
    });
    try {
      return await unlessAborted(ending, signal);
    } catch (error) {
      await Promise.resolve();
      this.log.push('undone');
      throw error;
    }
  };
}

describe('SharedTask', () => {
  it('allows any number of waiting callers without a warning of Node', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    const work = new Work();
    const task = new SharedTask(work.run);
    const joined = Array.from({ length: 20 }, () => task.join());
    work.succeed('done');
    await Promise.all(joined);
    await new Promise(setImmediate);
    process.off('warning', note);
    expect(warnings).to.deep.equal([]);
  });

  it('does the work once for all callers, now and later', async () => {
    const work = new Work();
    const task = new SharedTask(work.run);
    const joined = [task.join(), task.join()];
    work.succeed('done');
    expect(await Promise.all([...joined, task.join()])).to.deep.equal(['done', 'done', 'done']);
    expect(task.value).to.equal('done');
    expect(work.log).to.deep.equal(['begun']);
  });

  it('starts again for a caller that comes while it is being undone', async () => {
    const work = new Work();
    const task = new SharedTask(work.run);
    const giveUp = new AbortController();
    const first = rejection(task.join(giveUp.signal));
    giveUp.abort(new Error('enough'));
    while (!work.givenUp) await Promise.resolve();
    const second = task.join();
    expect(await first).to.have.property('message', 'enough');
    await Promise.resolve();
    work.succeed('done');
    expect(await second).to.equal('done');
    expect(work.log).to.deep.equal(['begun', 'undone', 'begun']);
  });

  it('does not start again after it was aborted, not even for waiting callers', async () => {
    const work = new Work();
    const task = new SharedTask(work.run);
    const giveUp = new AbortController();
    const first = rejection(task.join(giveUp.signal));
    giveUp.abort(new Error('enough'));
    while (!work.givenUp) await Promise.resolve();
    const second = rejection(task.join());
    await task.abort(new Error('closed'));
    await first;
    expect(await second).to.have.property('message', 'closed');
    expect(work.log).to.deep.equal(['begun', 'undone']);
  });

  it('fails for good', async () => {
    const work = new Work();
    const task = new SharedTask(work.run);
    const joined = rejection(task.join());
    const error = new Error('broken');
    work.fail(error);
    expect(await joined).to.equal(error);
    expect(await rejection(task.join())).to.equal(error);
    expect(work.log).to.deep.equal(['begun', 'undone']);
  });

  it('continues while one caller is left', async () => {
    const work = new Work();
    const task = new SharedTask(work.run);
    const abort = new AbortController();
    const leaving = rejection(task.join(abort.signal));
    const staying = task.join();
    const reason = new Error('enough');
    abort.abort(reason);
    expect(await leaving).to.equal(reason);
    work.succeed('done');
    expect(await staying).to.equal('done');
  });

  it('undoes the work before it rejects the last caller, and starts again for the next', async () => {
    const work = new Work();
    const task = new SharedTask(work.run);
    const abort = new AbortController();
    const leaving = rejection(task.join(abort.signal));
    abort.abort(new Error('enough'));
    await leaving;
    expect(work.log).to.deep.equal(['begun', 'undone']);
    const again = task.join();
    work.succeed('second');
    expect(await again).to.equal('second');
  });

  it('does not start for a caller whose signal is aborted', async () => {
    const work = new Work();
    await rejection(new SharedTask(work.run).join(AbortSignal.abort()));
    expect(work.log).to.deep.equal([]);
  });

  it('can be aborted for good while callers wait', async () => {
    const work = new Work();
    const task = new SharedTask(work.run);
    const joined = rejection(task.join());
    const reason = new Error('closed');
    await task.abort(reason);
    expect(await joined).to.equal(reason);

    expect(await rejection(task.join())).to.equal(reason);
    expect(work.log).to.deep.equal(['begun', 'undone']);
  });

  it('keeps a result from before it was aborted', async () => {
    const work = new Work();
    const task = new SharedTask(work.run);
    const joined = task.join();
    work.succeed('done');
    await joined;
    await task.abort(new Error('closed'));
    expect(await task.join()).to.equal('done');
  });

  it('is awaited within the limits of a call, and undone when its only caller stops waiting', async () => {
    const work = new Work();
    const task = new SharedTask(work.run);
    const errors = {
      canceled: () => new Error('canceled'),
      late: (timeoutMs: number) => new Error(`late ${timeoutMs}`),
    };
    const late = await rejection(task.joinWithin({ timeoutMs: 1 }, errors));
    expect(late).to.have.property('message', 'late 1');
    expect(work.log).to.deep.equal(['begun', 'undone']);
    const joined = task.joinWithin({ timeoutMs: 60_000 }, errors);
    work.succeed('done');
    expect(await joined).to.equal('done');
  });
});
