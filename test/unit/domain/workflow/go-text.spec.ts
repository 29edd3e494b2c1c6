import { expect } from 'chai';
import type { JsonValue } from '../../../../src/domain/json.js';
import { goText, outputLines } from '../../../../src/domain/workflow/go-text.js';

describe('goText()', () => {
  // As fmt.Sprintf("%v", value) of Go 1.26 has it.
  const texts: readonly (readonly [value: JsonValue, text: string])[] = [
    ['a b', 'a b'],
    [true, 'true'],
    [null, '<nil>'],
    [200, '200'],
    [0, '0'],
    [-1.5, '-1.5'],
    [0.0001, '0.0001'],
    [0.00001234, '1.234e-05'],
    [1e-12, '1e-12'],
    [123456789012345680000, '123456789012345680000'],
    [1e21, '1e+21'],
    [[1, 'a', [null]], '[1 a [<nil>]]'],
    [{ b: 1, a: { c: [] } }, 'map[a:map[c:[]] b:1]'],
  ];
  for (const [value, text] of texts)
    it(`writes ${JSON.stringify(value)} as Go does`, () => expect(goText(value)).to.equal(text));
});

describe('outputLines()', () => {
  it('has a line for each output, by name', () => {
    const outputs = {
      status_code: 200,
      body: 'two\nlines',
      headers: { 'X-B': '2', 'X-A': '1' },
      body_truncated: false,
    };
    expect(outputLines(outputs)).to.equal(
      'body=two\nlines\nbody_truncated=false\nheaders=map[X-A:1 X-B:2]\nstatus_code=200',
    );
    expect(outputLines({})).to.equal('');
  });
});
