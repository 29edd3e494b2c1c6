import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { readGuarded, refuseExposed } from '../../../../src/infrastructure/shared/guarded-file.js';
import { ownFolder } from '../../../support/contract-subjects.js';

describe('A file that must be safe from other users', () => {
  let folder: Awaited<ReturnType<typeof ownFolder>>;

  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(async () => (folder = await ownFolder()));
  afterEach(() => folder.close());

  const at = (...parts: readonly string[]): string => join(folder.root, ...parts);
  const { signal } = new AbortController();

  it('is read, and may be missing', async () => {
    await writeFile(at('own'), 'text');
    expect(await readGuarded(at('own'), 10, signal)).to.equal('text');
    expect(await readGuarded(at('missing'), 10, signal)).to.equal(undefined);
  });

  it('is refused when others may write to a folder above it, or to where a link leads', async () => {
    await mkdir(at('shared'));
    await writeFile(at('shared', 'file'), 'text');
    await chmod(at('shared'), 0o777);
    await symlink(at('shared', 'file'), at('link'));
    for (const path of [at('shared', 'file'), at('link')]) {
      const { details } = await expectRejection(readGuarded(path, 10, signal), 'SYSTEM.IO.READ_FAILED');
      expect(details.problem?.problem).to.equal(`${at('shared')} can be changed by every user of this machine`);
      expect(details.exposed).to.equal(true);
    }
  });

  it('is refused when somebody has taken it away after it was read', async () => {
    const { details } = await expectRejection(refuseExposed(at('gone')), 'SYSTEM.IO.READ_FAILED');
    expect(details.problem?.problem).to.equal('it has gone while it was read');
  });
});
