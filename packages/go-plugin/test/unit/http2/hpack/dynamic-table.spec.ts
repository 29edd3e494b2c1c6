import { expect } from 'chai';
import { DynamicTable } from '../../../../src/http2/hpack/dynamic-table.js';

/** A field that counts as 40 bytes: 32, its name and its value. */
const field = (value: number) => ({ name: 'a', value: String(value).padStart(7, '0') });
const size = 40;

const contents = (table: DynamicTable): readonly (number | undefined)[] =>
  Array.from({ length: table.length + 2 }, (_, position) => table.at(position)).map((found) =>
    found === undefined ? undefined : Number(found.value),
  );

describe("HPACK's dynamic table", () => {
  it('has the newest entry at position 1, and nothing before it or behind the oldest', () => {
    const table = new DynamicTable(3 * size);
    expect(contents(table)).to.deep.equal([undefined, undefined]);
    for (const value of [1, 2, 3]) table.add(field(value));
    expect(contents(table)).to.deep.equal([undefined, 3, 2, 1, undefined]);
    expect(table.room).to.equal(0);
  });

  it('evicts the oldest entries, and no more of them than it must', () => {
    const table = new DynamicTable(3 * size + 39);
    for (const value of [1, 2, 3, 4]) table.add(field(value));
    expect(contents(table)).to.deep.equal([undefined, 4, 3, 2, undefined]);
    table.add({ name: 'a', value: 'x'.repeat(size + 7) });
    expect(table.length).to.equal(2);
    expect(table.at(2)?.value).to.equal(field(4).value);
    expect(table.room).to.equal(39);
  });

  it('takes a field as large as itself, and is emptied by a larger one', () => {
    const table = new DynamicTable(size);
    table.add(field(1));
    expect(contents(table)).to.deep.equal([undefined, 1, undefined]);
    table.add({ name: 'a', value: 'x'.repeat(8) });
    expect(table.length).to.equal(0);
    expect(table.room).to.equal(size);
  });

  it('evicts when it becomes smaller, and keeps what fits', () => {
    const table = new DynamicTable(3 * size);
    for (const value of [1, 2, 3]) table.add(field(value));
    table.resize(2 * size);
    expect(contents(table)).to.deep.equal([undefined, 3, 2, undefined]);
    table.resize(2 * size - 1);
    expect(contents(table)).to.deep.equal([undefined, 3, undefined]);
    table.resize(4 * size);
    expect(table.room).to.equal(3 * size);
  });

  it('is right after thousands of evictions', () => {
    const table = new DynamicTable(3 * size);
    for (let value = 1; value <= 1_000; value += 1) {
      table.add(field(value));
      if (value >= 3) expect(contents(table)).to.deep.equal([undefined, value, value - 1, value - 2, undefined]);
    }
  });
});
