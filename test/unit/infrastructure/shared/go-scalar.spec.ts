import { expect } from 'chai';
import { readFlagWord, readPlainScalar } from '../../../../src/infrastructure/shared/go-scalar.js';
import { yamlScalars } from '../../../support/yaml-scalars.js';

describe('readPlainScalar()', () => {
  for (const [text, value] of yamlScalars)
    it(`reads ${JSON.stringify(text)} as yaml.v3 does`, () => {
      const read = readPlainScalar(text);
      if (value === 'time') expect(read.warning).to.match(/^AWF reads .* as the time \d{4}-\d\d-\d\dT/u);
      else expect(read).to.deep.equal({ value });
    });

  it('says that AWF reads a date as a time', () => {
    expect(readPlainScalar('2024-1-2')).to.deep.equal({
      value: '2024-1-2',
      warning: 'AWF reads 2024-1-2 as the time 2024-01-02T00:00:00Z, this host as a text; put it in quotes',
    });
  });

  it('says that it cannot hold an integer exactly', () => {
    expect(readPlainScalar('9007199254740991')).to.deep.equal({ value: 9007199254740991 });
    expect(readPlainScalar('9007199254740993').warning).to.contain('this host as 9007199254740992');
    expect(readPlainScalar('18446744073709551615').warning).to.be.a('string');
    expect(readPlainScalar('18446744073709551616')).to.deep.equal({ value: 18446744073709552000 });
  });

  it('knows what is not a number', () => {
    expect(readPlainScalar('.nan').value).to.be.NaN;
    expect(readPlainScalar('-.inf').value).to.equal(-Infinity);
  });
});

describe('readFlagWord()', () => {
  it('takes the words of YAML 1.1', () => {
    for (const text of ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON']) expect(readFlagWord(text)).to.equal(true);
    for (const text of ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF']) expect(readFlagWord(text)).to.equal(false);
    for (const text of ['yEs', '1', '', 'truth']) expect(readFlagWord(text)).to.equal(undefined);
  });
});
