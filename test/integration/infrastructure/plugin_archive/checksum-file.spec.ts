import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { TarArchives } from '../../../../src/infrastructure/plugin_archive/tar-archives.js';

describe('The checksum file of archives', () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
  let folder: string;
  let release: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'checksums-'));
    release = join(folder, 'release');
    await Promise.all([mkdir(join(folder, 'hello')), mkdir(release)]);
    await writeFile(join(folder, 'hello', 'plugin.yaml'), 'name: hello\n');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const pack = () =>
    new TarArchives().write({ locator: join(folder, 'hello'), names: ['hello.tar.gz'], directory: release });

  it('keeps what is known of archives that are still there', async () => {
    await writeFile(join(release, 'other.tar.gz'), 'x');
    await writeFile(join(release, 'checksums.txt'), `${a} *other.tar.gz\r\n${b}  gone.tar.gz\n${b}  hello.tar.gz\n`);
    const [written] = await pack();
    const lines = [`${written?.sha256}  hello.tar.gz`, `${a}  other.tar.gz`, ''];
    expect(await readFile(join(release, 'checksums.txt'), 'utf8')).to.equal(lines.join('\n'));
  });

  it('is left alone where it contradicts itself, and no archive is written', async () => {
    await writeFile(join(release, 'checksums.txt'), `${a}  other.tar.gz\n${b}  other.tar.gz\n`);
    const error = await expectRejection(pack(), 'SYSTEM.IO.WRITE_FAILED');
    expect(error.message).to.contain('checksums.txt').and.contain('line 2: other.tar.gz has two checksums');
    expect(await readdir(release)).to.deep.equal(['checksums.txt']);
  });
});
