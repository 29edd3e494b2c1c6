import { expect } from 'chai';
import { recordOf } from '../../../../src/domain/json.js';
import { canonicalName, outputsOf } from '../../../../src/infrastructure/builtin_http/response-outputs.js';

const answer = (bytes: Buffer, truncated = false) => outputsOf({ status: 200, headers: new Map(), bytes, truncated });

describe('outputsOf()', () => {
  it('writes the names of headers as Go does, and joins several values', () => {
    for (const [name, canonical] of [
      ['content-type', 'Content-Type'],
      ['ETAG', 'Etag'],
      ['x-b3-traceid', 'X-B3-Traceid'],
    ] as const)
      expect(canonicalName(name)).to.equal(canonical);
    const headers = new Map([['set-cookie', ['a=1', 'b=2']]]);
    expect(outputsOf({ status: 204, headers, bytes: Buffer.alloc(0), truncated: false })).to.deep.equal({
      status_code: 204,
      body: '',
      headers: recordOf([['Set-Cookie', 'a=1, b=2']]),
      body_truncated: false,
    });
  });

  it('cuts a truncated text between characters', () => {
    for (const character of ['a', 'é', '€', '👋']) {
      const whole = Buffer.from(`x${character}`);
      for (let cut = 1; cut <= whole.length; cut += 1) {
        const expected = cut === whole.length ? `x${character}` : 'x';
        expect(answer(whole.subarray(0, cut), true), `${character} ${cut}`).to.include({ body: expected });
      }
    }
  });

  it('also gives a body that is not UTF-8 as it is', () => {
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0x00]);
    expect(answer(bytes).body_base64).to.equal(bytes.toString('base64'));
    expect(answer(Buffer.from('Grüße 👋'))).not.to.have.property('body_base64');
  });
});
