import { expect } from 'chai';
import { formatChecksums, isChecksumFile, parseChecksums } from '../../../../src/domain/plugin/checksum-file.js';

const [a, b] = ['a'.repeat(64), 'B'.repeat(64)];

const read = (text: string): unknown => {
  const parsed = parseChecksums(text);
  return parsed.ok ? Object.fromEntries([...parsed.hashes].map(([name, { hex }]) => [name, hex])) : parsed;
};

describe('parseChecksums', () => {
  it('reads what sha256sum writes, as text and as binary, with either end of line', () => {
    expect(read(`${a}  one.tar.gz\n${b} *two.zip\r\n`)).to.deep.equal({ 'one.tar.gz': a, 'two.zip': b.toLowerCase() });
  });

  it('passes over what is no checksum', () => {
    expect(read(`# checksums\n\n${a.slice(1)}  short\n${a}\n${a}  \nzz  x\n${a}  x`)).to.deep.equal({ x: a });
  });

  it('refuses a file with two checksums, but takes one that is there twice', () => {
    expect(read(`${a}  x\n${b}  x`)).to.include({ ok: false, line: 2 });
    expect(read(`${a}  x\n${a.toUpperCase()}  x`)).to.deep.equal({ x: a });
  });

  it('knows names like those of members of every object', () => {
    const parsed = parseChecksums(`${a}  __proto__`);
    expect(parsed.ok && parsed.hashes.get('__proto__')?.hex).to.equal(a);
    expect(parsed.ok && parsed.hashes.get('toString')).to.equal(undefined);
  });

  it('reads a megabyte of blanks in no time', () => {
    expect(read(`${a} ${' '.repeat(1_000_000)}x`)).to.deep.equal({ x: a });
  });
});

describe('isChecksumFile', () => {
  it('goes by the names that AWF knows', () => {
    const names = ['checksums.txt', 'hello_1.0.0_checksums.txt', 'SHA256SUMS', 'sha256sums.txt'];
    expect([...names, 'checksums.txt.sig', 'md5sums', 'a.tar.gz'].filter(isChecksumFile)).to.deep.equal(names);
  });
});

describe('formatChecksums', () => {
  it('writes the lines of sha256sum in the order of the names, and can be read again', () => {
    const text = formatChecksums(
      new Map([b, a].map((hex) => [`${hex.slice(0, 1)} x.zip`, { algorithm: 'sha256', hex }])),
    );
    expect(text).to.equal(`${b}  B x.zip\n${a}  a x.zip\n`);
    expect(read(text)).to.deep.equal({ 'B x.zip': b.toLowerCase(), 'a x.zip': a });
  });
});
