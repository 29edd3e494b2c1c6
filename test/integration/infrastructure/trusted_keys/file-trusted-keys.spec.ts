import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describeTrustedKeysContract } from '../../../../src/contract/index.js';
import { FileTrustedKeys } from '../../../../src/infrastructure/trusted_keys/file-trusted-keys.js';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { ownFolder } from '../../../support/contract-subjects.js';
import { TestSigner } from '../../../support/signers.js';
import { fileKeys } from '../../../support/trust-subjects.js';

describeTrustedKeysContract({ name: 'trusted-keys.json', create: fileKeys });

describe('FileTrustedKeys', () => {
  let folder: Awaited<ReturnType<typeof ownFolder>>;
  let path: string;

  beforeEach(async () => {
    folder = await ownFolder();
    path = join(folder.root, 'trusted-keys.json');
  });
  afterEach(() => folder.close());

  const trusted = () => ({ source: 'ann/echo', key: TestSigner.minisign().key, trustedAt: '2026-01-02T12:00:00.000Z' });

  it('writes a file that others cannot change, and that people can read', async () => {
    const key = trusted();
    await new FileTrustedKeys(path).add(key);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(JSON.parse(await readFile(path, 'utf8'))).to.have.nested.property('keys[0].source', 'ann/echo');
  });

  it('refuses a file that others can write to, unless it is told to warn', async () => {
    await new FileTrustedKeys(path).add(trusted());
    await chmod(path, 0o606);
    await expectRejection(new FileTrustedKeys(path).list(), 'SYSTEM.IO.READ_FAILED');
    await expectRejection(new FileTrustedKeys(path).add(trusted()), 'SYSTEM.IO.READ_FAILED');
    const warnings: string[] = [];
    const keys = new FileTrustedKeys(path, (problem) => warnings.push(problem));
    expect(await keys.list()).to.have.lengthOf(1);
    expect(warnings.join()).to.include('is not safe from other users: it can be changed by every user');
  });

  it('does not take an empty file, or a folder in its place, for no keys', async () => {
    await writeFile(path, '', { mode: 0o600 });
    await expectRejection(new FileTrustedKeys(path).list(), 'SYSTEM.IO.READ_FAILED');
    const other = join(folder.root, 'folder');
    await mkdir(other);
    await expectRejection(new FileTrustedKeys(other).list(), 'SYSTEM.IO.READ_FAILED');
  });
});
