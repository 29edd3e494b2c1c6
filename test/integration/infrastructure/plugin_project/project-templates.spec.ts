import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { readTemplates, writeProject } from '../../../../src/infrastructure/plugin_project/project-templates.js';
import { ownFolder } from '../../../support/contract-subjects.js';

const files = [
  { path: 'plugin.yaml', text: 'a', executable: false },
  { path: 'src/program', text: 'b', executable: true },
];

describe('A new project', () => {
  let root: string;
  let close: () => Promise<void>;
  const { signal } = new AbortController();
  const options = { force: false, signal };

  beforeEach(async () => ({ root, close } = await ownFolder()));
  afterEach(() => close());

  it('is read from several folders, without what trying them out leaves behind', async () => {
    await mkdir(join(root, 'a', 'src', '__pycache__'), { recursive: true });
    await mkdir(join(root, 'b'));
    await writeFile(join(root, 'a', 'src', 'one'), '1');
    await writeFile(join(root, 'a', 'src', '__pycache__', 'one.pyc'), '');
    await writeFile(join(root, 'a', 'both'), 'a');
    await writeFile(join(root, 'b', 'both'), 'b', { mode: 0o755 });
    expect(await readTemplates(root, ['a', 'b'])).to.deep.equal([
      { path: 'both', text: 'a', executable: false },
      { path: 'src/one', text: '1', executable: false },
      { path: 'both', text: 'b', executable: true },
    ]);
    await expectRejection(readTemplates(root, ['c']), 'USER.INPUT.MISSING_FILE');
  });

  it('is written with its folders and modes, into a new folder or an empty one', async () => {
    for (const folder of [join(root, 'new', 'project'), join(root, 'empty')]) {
      if (folder.endsWith('empty')) await mkdir(folder);
      await writeProject(files, folder, options);
      expect(await readFile(join(folder, 'plugin.yaml'), 'utf8')).to.equal('a');
      expect((await stat(join(folder, 'src', 'program'))).mode & 0o777).to.equal(0o755);
    }
    expect((await readdir(root)).sort()).to.deep.equal(['empty', 'new']);
  });

  it('leaves a folder that is not empty as it is', async () => {
    await writeFile(join(root, 'mine'), 'mine');
    const { details } = await expectRejection(writeProject(files, root, options), 'SYSTEM.IO.WRITE_FAILED');
    expect(details.problem).to.equal('exists, and is not empty');
    expect(await readdir(root)).to.deep.equal(['mine']);
    const file = await expectRejection(writeProject(files, join(root, 'mine'), options), 'SYSTEM.IO.WRITE_FAILED');
    expect(file.details.problem).to.match(/^is a file/u);
  });

  it('replaces its own files by force, and no others', async () => {
    await writeFile(join(root, 'plugin.yaml'), 'old', { mode: 0o444 });
    await writeFile(join(root, 'mine'), 'mine');
    await writeProject(files, root, { force: true, signal });
    expect(await readFile(join(root, 'plugin.yaml'), 'utf8')).to.equal('a');
    expect((await readdir(root)).sort()).to.deep.equal(['mine', 'plugin.yaml', 'src']);
  });

  it('leaves nothing behind when it is canceled', async () => {
    const aborted = { force: false, signal: AbortSignal.abort(new Error('stop')) };
    const refused = await writeProject(files, join(root, 'project'), aborted).catch((error: unknown) => error);
    expect(refused).to.be.an('error');
    expect(await readdir(root)).to.deep.equal([]);
  });
});
