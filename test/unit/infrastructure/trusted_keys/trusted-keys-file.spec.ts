import { expect } from 'chai';
import { formatTrustedKeys, parseTrustedKeys } from '../../../../src/infrastructure/trusted_keys/trusted-keys-file.js';
import { TestSigner } from '../../../support/signers.js';

describe('The text of trusted-keys.json', () => {
  const trustedAt = '2026-01-02T12:00:00.000Z';
  const [minisign, plain] = [TestSigner.minisign(), new TestSigner()];
  const text = formatTrustedKeys([
    { source: 'ann/echo', key: minisign.key, trustedAt },
    { source: 'https://example.com/plugins/', key: plain.key, trustedAt },
  ]);

  it('is read as what was written', () => {
    const file = parseTrustedKeys(text);
    expect(file.ok && formatTrustedKeys(file.content)).to.equal(text);
    expect(JSON.parse(text)).to.have.nested.property('keys[0].key', minisign.text);
  });

  for (const [what, given, line, problem] of [
    ['an empty file', '', 1, /empty/u],
    ['a file that was cut off', text.slice(0, 60), undefined, /./u],
    ['a later version', text.replace('"version": 1', '"version": 7'), 2, /is 7, .* update awf/u],
    ['no keys', '{"version": 1}', 1, /is missing/u],
    ['a key that was altered', text.replace(plain.text, plain.text.slice(1)), 11, /not a public key/u],
    ['a source that no key can be for', text.replace('ann/echo', 'npm:echo'), 5, /must be owner\/repo/u],
    ['a source in capitals, which would cover nothing', text.replace('ann/echo', 'Ann/Echo'), 5, /small letters/u],
    ['a member that is misspelt', text.replace('"source"', '"sources"'), undefined, /must have|is missing/u],
    ['keys twice', text.replace('"keys"', '"keys": [], "keys"'), 3, /there already/u],
  ] as const)
    it(`refuses ${what}`, () => {
      const file = parseTrustedKeys(given);
      const [first] = file.ok ? [] : file.problems;
      expect(first?.problem).to.match(problem);
      if (line !== undefined) expect(first?.line).to.equal(line);
    });
});
