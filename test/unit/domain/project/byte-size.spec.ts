import { expect } from 'chai';
import { parseByteSize } from '../../../../src/domain/project/byte-size.js';

describe('parseByteSize()', () => {
  it('reads plain bytes, powers of ten and powers of two', () => {
    const cases = {
      '1': 1,
      '512 B': 512,
      '1.5kB': 1_500,
      '2MB': 2e6,
      '1GB': 1e9,
      '4KiB': 4_096,
      '0.5GiB': 2 ** 29,
      ' 1.25KB\n': 1_250,
    };
    for (const [text, bytes] of Object.entries(cases)) expect(parseByteSize(text), text).to.equal(bytes);
  });

  it('reads nothing else: not nothing, no unknown unit, no sign, no more than a number holds', () => {
    for (const text of [
      '',
      '0',
      '0.5',
      '-1',
      '1m',
      '1 MiB x',
      'B',
      'MiB',
      '1..5MB',
      '1.',
      'toString1',
      '1e3',
      'constructor',
      '99999999999GiB',
    ])
      expect(parseByteSize(text), text).to.equal(undefined);
  });
});
