import { expect } from 'chai';
import { expectLinearTime } from '../../../support/growth.js';
import { goDurationText, parseDuration } from '../../../../src/domain/workflow/duration.js';

describe('parseDuration()', () => {
  const table: readonly (readonly [value: string | number, ms: number | undefined])[] = [
    ['500ms', 500],
    ['30s', 30_000],
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['1h2m3s4ms', 3_723_004],
    ['.5s', 500],
    ['1us', 1],
    [5, 5_000],
    ['5', 5_000],
    [0.25, 250],
    [0, 0],
    ['0s', 0],
    [-1, undefined],
    ['-1s', undefined],
    ['soon', undefined],
    ['5 s', undefined],
    ['5x', undefined],
    ['', undefined],
    ['1e3s', undefined],
    [Infinity, undefined],
  ];
  for (const [value, ms] of table)
    it(`reads ${JSON.stringify(value)} as ${ms ?? 'no duration'}`, () => {
      expect(parseDuration(value)).to.equal(ms);
    });

  for (const hostile of ['1', '1.', '1s', '.'])
    it(`takes linear time for ${hostile} many times over`, () => {
      expectLinearTime(
        20_000,
        (size) => `${hostile.repeat(size)}!`,
        (text) => void parseDuration(text),
      );
    });
});

describe('goDurationText()', () => {
  for (const [ms, text] of [
    [0, '0s'],
    [0.0001, '0s'],
    [0.25, '250µs'],
    [218.5, '218.5ms'],
    [1_250, '1.25s'],
    [90_000, '1m30s'],
    [5_400_250, '1h30m0.25s'],
  ] as const)
    it(`writes ${ms} ms as ${text}`, () => {
      expect(goDurationText(ms)).to.equal(text);
    });
});
