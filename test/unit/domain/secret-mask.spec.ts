import { expect } from 'chai';
import type { JsonValue } from '../../../src/domain/json.js';
import { SecretMask } from '../../../src/domain/secret-mask.js';

const canary = 'c4n<a>"r\\y\u00fc-\u0007&';

const maskOf = (...secrets: readonly string[]): SecretMask => {
  const mask = new SecretMask();
  for (const secret of secrets) mask.add(secret);
  return mask;
};

describe('SecretMask', () => {
  it('replaces a secret wherever it stands, and leaves everything else', () => {
    const mask = maskOf('canary-1');
    expect(mask.text('canary-1, x canary-1canary-1 y')).to.equal('***, x *** y');
    expect(mask.text('canary-')).to.equal('canary-');
    expect(maskOf().text('canary-1')).to.equal('canary-1');
  });

  it('replaces what secrets that overlap have in common, and leaves no part of them', () => {
    expect(maskOf('abcdef', 'defghi').text('-abcdefghi-')).to.equal('-***-');
    expect(maskOf('abcdef', 'abcdefgh').text('abcdefgh abcdef')).to.equal('*** ***');
    expect(maskOf('ababab').text('xabababababx')).to.equal('x***x');
  });

  it('does not mask secrets of less than six characters, and says so', () => {
    const mask = new SecretMask();
    for (const short of ['', '12345', '   12   ']) expect(mask.add(short), short).to.equal(false);
    expect(mask.isEmpty).to.equal(true);
    expect(mask.add('123456')).to.equal(true);
  });

  for (const [form, text] of [
    ['JSON', JSON.stringify({ a: canary })],
    ['JSON in JSON', JSON.stringify({ a: JSON.stringify([canary]) })],
    ['JSON as Go writes it', '{"a":"c4n\\u003ca\\u003e\\"r\\\\y\u00fc-\\u0007\\u0026"}'],
    ['a URL', `https://x/?a=${encodeURIComponent(canary)}`],
    ['base64', Buffer.from(canary).toString('base64')],
    ['base64url', Buffer.from(canary).toString('base64url')],
    ['Basic authentication', Buffer.from(`user:${canary}`).toString('base64')],
    ['base64 with something around it', Buffer.from(`us:${canary}: more`).toString('base64')],
  ] as const)
    it(`finds a secret in ${form}`, () => {
      const masked = maskOf(canary).text(`before ${text} after`);
      expect(masked)
        .to.contain('***')
        .and.to.match(/^before .* after$/);
      expect(masked).not.to.contain('r\\y').and.not.to.contain('r%5Cy');
      const left = Buffer.from(masked.replace(/^before | after$/gu, ''), 'base64').toString('latin1');
      expect(left).not.to.contain('c4n');
    });

  it('masks each line of a secret with several, and a secret without the white space around it', () => {
    const mask = maskOf('-----BEGIN KEY-----\nMIIEvQIBADAN\r\nshort\n', '  canary-2\n');
    expect(mask.text('key:\n    MIIEvQIBADAN\n  short')).to.equal('key:\n    ***\n  short');
    expect(mask.text('[canary-2]')).to.equal('[***]');
  });

  it('masks texts, numbers and names in values, and nothing else', () => {
    const mask = maskOf('123456', 'canary-3');
    const value: JsonValue = { a: ['x canary-3', 123456, 1234567, true, null], 'canary-3': { deep: 'x' } };
    expect(JSON.parse(JSON.stringify(mask.value(value)))).to.deep.equal({
      a: ['x ***', '***', 1234567, true, null],
      '***': { deep: 'x' },
    });
  });

  it('takes a time that grows with the text, also where it finds a secret at every place', () => {
    const mask = maskOf('aaaaaa');
    expect(mask.text('a'.repeat(1_000_000))).to.equal('***');
  });
});
