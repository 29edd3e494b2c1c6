import { expect } from 'chai';
import { checkResult } from '../../../src/sdk/check-result.js';
import { failure, success } from '../../../src/sdk/index.js';

const cyclic: Record<string, unknown> = {};
cyclic.list = [cyclic];
const outputs = (values: unknown): unknown => ({ success: true, outputs: values });

/** What handlers without a compiler may return, and what their authors must be told. */
const wrong: readonly (readonly [what: string, returned: unknown, problem: RegExp])[] = [
  ['nothing', undefined, /returned undefined; it must return success\(/u],
  ['null', null, /returned null/u],
  ['a text', 'done', /returned a string/u],
  ['an array', [1], /returned an array/u],
  ['an object without success', { outputs: {} }, /without `success`; it must return success\(/u],
  ['outputs that are an array', outputs([1]), /an array as outputs/u],
  ['no outputs', { success: true }, /undefined as outputs/u],
  ['outputs that are a text', success('done' as never), /a string as outputs/u],
  ['a failure whose error is an Error', failure(new Error('no') as never), /an Error as the error of failure\(\)/u],
  ['NaN', outputs({ a: { b: [1, NaN] } }), /success\(\).*outputs\.a\.b\[1\] is NaN/u],
  ['an infinite number', outputs({ a: -Infinity }), /outputs\.a is -Infinity/u],
  ['a Map', outputs({ a: new Map() }), /outputs\.a is a Map; use Object\.fromEntries/u],
  ['a Set', outputs({ a: [new Set()] }), /outputs\.a\[0\] is a Set; use an array/u],
  ['a BigInt', outputs({ a: 1n }), /outputs\.a is a BigInt/u],
  ['a function', outputs({ a: () => 1 }), /outputs\.a is a function/u],
  ['a symbol', outputs({ a: Symbol('a') }), /outputs\.a is a symbol/u],
  ['a promise', outputs({ a: Promise.resolve(1) }), /outputs\.a is a Promise; await it/u],
  ['an Error', outputs({ a: new TypeError('no') }), /outputs\.a is a TypeError; use its message/u],
  ['bytes', outputs({ a: new Uint8Array(1) }), /outputs\.a is a Uint8Array/u],
  ['undefined in a list', outputs({ a: [undefined] }), /outputs\.a\[0\] is undefined/u],
  ['a value that contains itself', outputs({ a: cyclic }), /outputs\.a\.list\[0\] contains itself/u],
];

describe('checkResult()', () => {
  for (const [what, returned, problem] of wrong)
    it(`refuses ${what}`, () => {
      expect(() => checkResult(returned)).to.throw(TypeError, problem);
    });

  it('takes all that JSON can express, objects that say how, and undefined members', () => {
    const shared = { x: 1 };
    const bare = Object.assign(Object.create(null) as object, { y: 2 });
    checkResult(success({ a: null, b: [1.5, 'x', true], one: shared, other: shared }));
    checkResult(outputs({ when: new Date(0), none: undefined, bare }));
    checkResult(failure('no', { why: 'because' }));
  });

  it('leaves values that are nested too deep to the encoder, without filling the stack', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    checkResult(outputs({ a: deep }));
  });
});
