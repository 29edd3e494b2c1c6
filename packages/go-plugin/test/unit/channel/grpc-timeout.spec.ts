import { expect } from 'chai';
import { formatGrpcTimeout } from '../../../src/channel/grpc-timeout.js';

describe('formatGrpcTimeout', () => {
  const cases: readonly [number, string][] = [
    [1, '1m'],
    [0, '1m'],
    [-5, '1m'],
    [0.2, '1m'],
    [1500.5, '1501m'],
    [99_999_999, '99999999m'],
    [100_000_000, '100000S'],
    [100_000_001, '100001S'],
    [99_999_999_001, '1666667M'],
    [6e12, '1666667H'],
    [1e300, '99999999H'],
  ];
  for (const [milliseconds, header] of cases)
    it(`writes ${milliseconds} ms as ${header}`, () => {
      expect(formatGrpcTimeout(milliseconds)).to.equal(header);
    });

  it('never has more than eight digits', () => {
    for (let exponent = 0; exponent < 20; exponent += 1)
      expect(formatGrpcTimeout(10 ** exponent - 1)).to.match(/^\d{1,8}[mSMH]$/);
  });
});
