import { expect } from 'chai';
import { isJsonObject, plainCopy, recordOf, type JsonValue } from '../../../src/domain/json.js';

describe('recordOf()', () => {
  it('has every key as a member, and no other members', () => {
    const record = recordOf<unknown>([
      ['__proto__', { a: 1 }],
      ['constructor', 2],
    ]);
    expect(Object.keys(record)).to.deep.equal(['__proto__', 'constructor']);
    expect(record.__proto__).to.deep.equal({ a: 1 });
    expect('toString' in record).to.equal(false);
    expect(JSON.stringify(record)).to.equal('{"__proto__":{"a":1},"constructor":2}');
  });
});

describe('isJsonObject()', () => {
  it('is true of objects alone', () => {
    for (const value of [{}, { a: 1 }, recordOf<JsonValue>([])]) expect(isJsonObject(value)).to.equal(true);
    for (const value of [undefined, null, [], [1], 'a', 1, true]) expect(isJsonObject(value)).to.equal(false);
  });
});

describe('plainCopy()', () => {
  it('has the usual prototype, and every key as a member that can be changed and deleted', () => {
    const copy = plainCopy(
      recordOf<JsonValue>([
        ['__proto__', { a: 1 }],
        ['b', 2],
      ]),
    ) as Record<string, unknown>;
    expect(Object.getPrototypeOf(copy)).to.equal(Object.prototype);
    expect(JSON.stringify(copy)).to.equal('{"__proto__":{"a":1},"b":2}');
    expect(Object.getOwnPropertyDescriptors(copy)).to.have.property('b').that.includes({ value: 2, writable: true });
    expect(Object.getOwnPropertyDescriptor(copy, '__proto__')).to.deep.include({
      enumerable: true,
      configurable: true,
      writable: true,
    });
  });
});
