import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { discover } from 'go-plugin-node';
import { expect } from 'chai';

describe('discover', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'discover-'));
    for (const name of ['b', 'a']) await mkdir(join(directory, name));
    for (const name of ['plugin-z', 'plugin-B', 'plugin-a', 'other', 'b/plugin-x', 'a/plugin-y'])
      await writeFile(join(directory, name), '');
  });
  afterEach(() => rm(directory, { recursive: true }));

  const names = (paths: readonly string[]): readonly string[] => paths.map((path) => relative(directory, path));

  it('finds absolute paths, sorted, executable or not [H33]', async () => {
    const found = await discover('plugin-*', relative(process.cwd(), directory));
    expect(found).to.deep.equal(['plugin-B', 'plugin-a', 'plugin-z'].map((name) => join(directory, name)));
  });

  it('also searches matching directories [H33]', async () => {
    expect(names(await discover('?/plugin-[xy]', directory))).to.deep.equal(['a/plugin-y', 'b/plugin-x']);
  });

  it('matches a directory by its name, and a dangling link as a file', async () => {
    const odd = join(directory, '[odd]*');
    await mkdir(odd);
    await symlink('nowhere', join(odd, 'link'));
    expect(names(await discover('*', odd))).to.deep.equal(['[odd]*/link']);
  });

  it('finds nothing if nothing exists', async () => {
    expect(await discover('*', join(directory, 'none'))).to.deep.equal([]);
    expect(await discover('', directory)).to.deep.equal([]);
  });
});
