import { expect } from 'chai';
import { failure, success } from '../../../src/sdk/index.js';

/** Interfaces have no index signature. */
interface Row {
  readonly id: number;
  readonly note?: string;
  readonly tags: readonly string[];
  readonly at: Date;
  readonly parent: Row | null;
}

describe('success() and failure()', () => {
  it('take an interface as outputs', () => {
    const row: Row = { id: 1, tags: ['a'], at: new Date(0), parent: null };
    expect(success(row)).to.deep.equal({ success: true, outputs: row });
    expect(failure('why', row)).to.deep.equal({ success: false, outputs: row, error: 'why' });
    expect(success()).to.deep.equal({ success: true, outputs: {} });
  });

  it('do not compile with what JSON does not have', () => {
    // @ts-expect-error -- JSON has no Map
    success({ map: new Map() });
    // @ts-expect-error -- a function
    success({ run: () => 1 });
    // @ts-expect-error -- a bigint, deep inside
    success({ list: [{ size: 1n }] });
    // @ts-expect-error -- no object
    success('text');
  });
});
