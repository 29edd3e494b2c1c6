import { expect } from 'chai';
import { parseSignature } from '../../../../src/domain/plugin/signature.js';
import { parseSigningKey, type SigningKey } from '../../../../src/domain/plugin/signing-key.js';
import { Ed25519Verifier } from '../../../../src/infrastructure/ed25519/ed25519-verifier.js';
import { TestSigner } from '../../../support/signers.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = bytes('abc  x.tar.gz\n');

const verdictOf = (signature: Uint8Array, key: SigningKey, signed = file): boolean | string => {
  const parsed = parseSignature(signature);
  return parsed.ok ? new Ed25519Verifier().verify(signed, parsed.signature, key) : parsed.problem;
};

describe('parseSignature', () => {
  const minisign = TestSigner.minisign();
  const plain = new TestSigner();

  it('reads what the program minisign has written', () => {
    // Made by minisign 0.11, of the file "test".
    const key = parseSigningKey('RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3');
    const signature = [
      'untrusted comment: signature from minisign secret key',
      'RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=',
      'trusted comment: timestamp:1556193335\tfile:test',
      'y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==',
    ].join('\n');
    if (!key.ok) throw new Error(key.problem);
    expect(verdictOf(bytes(signature), key.key, bytes('test'))).to.equal(true);
    expect(verdictOf(bytes(signature), key.key, bytes('Test'))).to.equal(false);
    expect(verdictOf(bytes(signature.replace('1556193335', '1556193336')), key.key, bytes('test'))).to.equal(false);
  });

  it('reads the file of minisign, also with line ends of Windows', async () => {
    const written = await minisign.minisig(file);
    expect(verdictOf(bytes(written), minisign.key)).to.equal(true);
    expect(verdictOf(bytes(written.replaceAll('\n', '\r\n')), minisign.key)).to.equal(true);
  });

  it('reads 64 bytes, as they are and in base64', async () => {
    const { bytes: signature } = await plain.sign(file);
    expect(verdictOf(signature, plain.key)).to.equal(true);
    expect(verdictOf(bytes(`${Buffer.from(signature).toString('base64')}\n`), plain.key)).to.equal(true);
  });

  it('sees every altered character of a file of minisign, but for the comment that nobody signs', async () => {
    const written = await minisign.minisig(file);
    for (let index = written.indexOf('\n'); index < written.length - 1; index += 1) {
      const other = written[index] === 'A' ? 'B' : 'A';
      const altered = `${written.slice(0, index)}${other}${written.slice(index + 1)}`;
      expect(verdictOf(bytes(altered), minisign.key), `character ${index}`).not.to.equal(true);
    }
  });

  const broken = /not a signature/u;
  for (const [what, text, problem] of [
    ['an empty file', '', broken],
    ['a web page', '<html>Not Found</html>', broken],
    ['a signature of PGP', '-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----', broken],
    ['a file that was cut off', 'untrusted comment: x\nRUQf6LRC', broken],
    ['a file of 1 MB', 'untrusted comment: '.repeat(50_000), /too long/u],
  ] as const)
    it(`refuses ${what}`, () => {
      expect(verdictOf(bytes(text), plain.key)).to.match(problem);
    });

  it('refuses a file of minisign with something after it, or without its last line', async () => {
    const written = await minisign.minisig(file);
    expect(verdictOf(bytes(`${written}more\n`), minisign.key)).to.match(broken);
    expect(verdictOf(bytes(written.split('\n').slice(0, 3).join('\n')), minisign.key)).to.match(broken);
  });
});
