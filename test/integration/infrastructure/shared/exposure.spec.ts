import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exposureOf } from '../../../../src/infrastructure/shared/exposure.js';

describe('exposureOf()', () => {
  const problem = 'can be changed by every user of this machine';
  let root: string;
  let open: string;

  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'exposure-')));
    open = join(root, 'open');
    await mkdir(join(root, 'own'), { recursive: true });
    await writeFile(join(root, 'own', 'file'), '');
    await mkdir(open);
    await chmod(open, 0o777);
  });
  afterEach(() => rm(root, { recursive: true }));

  it('names nothing where this user alone can change the way to a file, links included', async () => {
    await symlink('own', join(root, 'first'));
    await symlink(join(root, 'first', '..', 'own'), join(root, 'second'));
    expect(await exposureOf(join(root, 'second', 'file'))).to.equal(undefined);
  });

  it('names the folder that a path leads through', async () => {
    await writeFile(join(open, 'file'), '');
    expect(await exposureOf(join(open, 'file'))).to.deep.equal({ path: open, problem });
  });

  it('names the folder of a link in the middle, although neither the path nor its end is in it', async () => {
    await symlink('../own', join(open, 'middle'));
    await symlink('open/middle', join(root, 'start'));
    expect(await exposureOf(join(root, 'start', 'file'))).to.deep.equal({ path: open, problem });
  });

  it('comes to an end where links lead to each other, and where there is nothing', async () => {
    await symlink('b', join(root, 'a'));
    await symlink('a', join(root, 'b'));
    expect(await exposureOf(join(root, 'a'))).to.equal(undefined);
    expect(await exposureOf(join(root, 'missing', 'file'))).to.equal(undefined);
  });
});
