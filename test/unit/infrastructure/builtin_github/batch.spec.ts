import { expect } from 'chai';
import { nodeWarnings } from '../../../../packages/go-plugin/test/support/node-warnings.js';
import {
  batchItems,
  executeBatch,
  type BatchItem,
  type Strategy,
} from '../../../../src/infrastructure/builtin_github/batch.js';
import type { OperationResult } from '../../../../src/domain/plugin/operation.js';

const items = (...names: readonly string[]): readonly BatchItem[] => names.map((name) => ({ name, inputs: {} }));

const answer = ({ name }: BatchItem): OperationResult =>
  name.startsWith('bad') ? { success: false, outputs: {}, error: name } : { success: true, outputs: { name } };

const run = (strategy: Strategy, names: readonly string[], concurrency = 1) => {
  const started: string[] = [];
  const { signal } = new AbortController();
  const execute = (item: BatchItem) => {
    started.push(item.name);
    return Promise.resolve(answer(item));
  };
  return executeBatch(items(...names), { strategy, concurrency, signal, execute }).then((result) => ({
    result,
    started,
  }));
};

describe('batchItems()', () => {
  it('takes inputs beside the name, as AWF’s pages have them, and below inputs, as its program does', () => {
    const read = batchItems([
      { name: 'a', number: 1 },
      { name: 'b', inputs: { number: 2 } },
    ]);
    expect(read.map(({ name, inputs }) => [name, inputs.number])).to.deep.equal([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('refuses what is no operation, and names its place', () => {
    for (const wrong of [1, null, [], {}, { name: '' }, { name: 1 }, { name: 'a', inputs: [] }])
      expect(() => batchItems([{ name: 'a' }, wrong]), JSON.stringify(wrong)).to.throw(/operations: .*number 2/u);
  });
});

describe('executeBatch()', () => {
  it('gives the results in the order of the operations, under the names that AWF has', async () => {
    const { result } = await run('best_effort', ['a', 'bad', 'c'], 3);
    expect(result.outputs).to.deep.equal({
      total: 3,
      succeeded: 2,
      failed: 1,
      results: [
        { Success: true, Outputs: { name: 'a' }, Error: '' },
        { Success: false, Outputs: {}, Error: 'bad' },
        { Success: true, Outputs: { name: 'c' }, Error: '' },
      ],
    });
  });

  it('executes all with best_effort, and fails if one has failed, as AWF does', async () => {
    const { result, started } = await run('best_effort', ['bad', 'b', 'c']);
    expect(started).to.deep.equal(['bad', 'b', 'c']);
    expect(result).to.include({ success: false, error: '1 of 3 operations failed; the first failure: bad' });
    expect((await run('best_effort', ['a', 'b'])).result.success).to.equal(true);
  });

  it('begins nothing after the first failure with all_succeed', async () => {
    const { result, started } = await run('all_succeed', ['a', 'bad', 'c']);
    expect(started).to.deep.equal(['a', 'bad']);
    expect(result.outputs).to.include({ total: 3, succeeded: 1, failed: 2 });
    expect(result.success).to.equal(false);
  });

  it('begins nothing after the first success with any_succeed, and succeeds', async () => {
    const { result, started } = await run('any_succeed', ['bad', 'b', 'c']);
    expect(started).to.deep.equal(['bad', 'b']);
    expect(result.success).to.equal(true);
    expect((await run('any_succeed', ['bad 1', 'bad 2'])).result.success).to.equal(false);
  });

  it('has as many under way as concurrency says', async () => {
    let now = 0;
    let most = 0;
    const execute = async (item: BatchItem) => {
      most = Math.max(most, (now += 1));
      await Promise.resolve();
      now -= 1;
      return answer(item);
    };
    const { signal } = new AbortController();
    await executeBatch(items('a', 'b', 'c', 'd', 'e'), { strategy: 'best_effort', concurrency: 2, signal, execute });
    expect(most).to.equal(2);
  });

  it('lets any number of operations listen to their signal, without a warning of Node', async () => {
    const execute = (item: BatchItem, ends: AbortSignal) => {
      ends.addEventListener('abort', () => undefined);
      return Promise.resolve(answer(item));
    };
    const { signal } = new AbortController();
    const many = items(...Array.from({ length: 20 }, () => 'a'));
    const work = () => executeBatch(many, { strategy: 'best_effort', concurrency: 20, signal, execute });
    expect(await nodeWarnings(work)).to.deep.equal([]);
  });

  it('is a success without operations', async () => {
    for (const strategy of ['all_succeed', 'any_succeed', 'best_effort'] as const)
      expect((await run(strategy, [])).result, strategy).to.deep.include({ success: true });
  });

  it('rejects when the call is canceled', async () => {
    const controller = new AbortController();
    const execute = () => {
      controller.abort(new Error('enough'));
      return Promise.reject(new Error('canceled'));
    };
    const options = { strategy: 'best_effort', concurrency: 1, signal: controller.signal, execute } as const;
    expect(await executeBatch(items('a', 'b'), options).catch((error: unknown) => (error as Error).message)).to.equal(
      'enough',
    );
  });
});
