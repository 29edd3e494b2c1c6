import { expect } from 'chai';
import { formatChecksums, parseChecksums } from '../../../../src/infrastructure/plugin_archive/checksum-list.js';

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];

describe('The checksum file', () => {
  it('has the lines of sha256sum, in the order of the names', () => {
    const text = formatChecksums([
      { name: 'two.tar.gz', sha256: b },
      { name: 'one.tar.gz', sha256: a },
    ]);
    expect(text).to.equal(`${a}  one.tar.gz\n${b}  two.tar.gz\n`);
    expect(parseChecksums(text)).to.have.length(2);
  });

  it('is read with stars, carriage returns, and lines that are something else', () => {
    const text = `# comment\r\n${a} *one.tar.gz\r\n\n${'A'.repeat(64)}  upper\n${b}  two words.tar.gz`;
    expect(parseChecksums(text)).to.deep.equal([
      { name: 'one.tar.gz', sha256: a },
      { name: 'two words.tar.gz', sha256: b },
    ]);
  });
});
