import { expect } from 'chai';
import { formatSigningKey, isSameKey, parseSigningKey } from '../../../../src/domain/plugin/signing-key.js';
import { TestSigner } from '../../../support/signers.js';

const formatOf = (text: string): string => {
  const parsed = parseSigningKey(text);
  return parsed.ok ? formatSigningKey(parsed.key) : parsed.problem;
};

describe('parseSigningKey', () => {
  const minisign = TestSigner.minisign();
  const plain = new TestSigner();

  it('reads the key of minisign, alone or as the file that minisign writes', () => {
    expect(formatOf(minisign.text)).to.equal(minisign.text);
    expect(minisign.text).to.match(/^RWR?[\w+/]{53,54}$/u);
    expect(formatOf(`untrusted comment: minisign public key ABC\n${minisign.text}\n`)).to.equal(minisign.text);
    expect(formatOf(`untrusted comment: x\r\n${minisign.text}\r\n`)).to.equal(minisign.text);
  });

  it('reads the PEM file of openssl, and the bytes in base64, as the same key', () => {
    expect(formatOf(plain.pem)).to.equal(plain.text);
    expect(formatOf(plain.text)).to.equal(plain.text);
  });

  it('knows a key by its bytes, not by its number', () => {
    expect(isSameKey(minisign.key, { bytes: minisign.key.bytes })).to.equal(true);
    expect(isSameKey(minisign.key, plain.key)).to.equal(false);
  });

  const broken = /not a public key/u;
  for (const [what, text, problem] of [
    ['an empty text', '', broken],
    ['a web page', '<html>', broken],
    ['a key that was cut off', new TestSigner().text.slice(0, -4), broken],
    ['two keys', `${new TestSigner().text}\n${new TestSigner().text}`, broken],
    ['base64 with bits that mean nothing', `${'A'.repeat(42)}B=`, broken],
    ['a key of another kind of minisign', Buffer.alloc(42, 'Xx').toString('base64'), broken],
    ['a PEM file without an end', '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA', broken],
    [
      'the key of another algorithm',
      `-----BEGIN PUBLIC KEY-----\nMFkwEw==\n-----END PUBLIC KEY-----`,
      /not one of Ed25519/u,
    ],
    ['a private key in PEM', '-----BEGIN PRIVATE KEY-----\nMC4CAQ==\n-----END PRIVATE KEY-----', /private key/u],
    ['a secret key of minisign', 'untrusted comment: minisign encrypted secret key\nRWRTY0Iy', /private key/u],
    ['control characters', `${new TestSigner().text}\u001b[2J`, broken],
    ['too long a text', 'A'.repeat(5_000), /too long/u],
  ] as const)
    it(`refuses ${what}`, () => {
      expect(formatOf(text)).to.match(problem);
    });
});
