import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { describeProgramFile, explainSpawnFailure, findProgram } from '../../../src/process/program-file.js';

describe('the file of a program', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'program-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  async function file(name: string, content: string | Buffer, mode = 0o755): Promise<string> {
    const path = join(directory, name);
    await writeFile(path, content);
    await chmod(path, mode);
    return path;
  }

  describe('findProgram', () => {
    it('finds a command with a directory in its working directory', async () => {
      expect(await findProgram('./x/plugin', directory, undefined)).to.equal(join(directory, 'x', 'plugin'));
      expect(await findProgram('x/plugin', undefined, undefined)).to.equal(join(process.cwd(), 'x', 'plugin'));
    });

    it('finds a command without a directory in the first folder of PATH that has it as an executable file', async () => {
      await mkdir(join(directory, 'first', 'plugin'), { recursive: true });
      await mkdir(join(directory, 'second'));
      const path = await file(join('second', 'plugin'), '#!/bin/sh\n');
      const folders = ['', join(directory, 'missing'), join(directory, 'first'), join(directory, 'second')];
      expect(await findProgram('plugin', undefined, folders.join(delimiter))).to.equal(path);
      expect(await findProgram('plugin', undefined, undefined)).to.equal(undefined);
      expect(await findProgram('', undefined, directory)).to.equal(undefined);
    });
  });

  describe('describeProgramFile', () => {
    it('tells the mode, the owner and the kind', async () => {
      const [mode, kind] = await describeProgramFile(await file('script', '#!/bin/sh\n', 0o750));
      expect(mode).to.match(/script: mode 0750, owner \d+:\d+$/);
      expect(kind).to.equal('the file is a script for /bin/sh');
    });

    it('tells of a directory, and of a file that is not there', async () => {
      expect((await describeProgramFile(directory)).at(-1)).to.equal('it is a directory');
      const [note] = await describeProgramFile(join(directory, 'missing'));
      expect(note).to.contain('ENOENT');
    });
  });

  describe('explainSpawnFailure', () => {
    const failed = (code: string): Error => Object.assign(new Error(`spawn ${code}`), { code });
    const reasonOf = async (path: string, code: string): Promise<unknown> => {
      const error = await explainSpawnFailure(path, undefined, failed(code));
      return error.code === 'NOT_EXECUTABLE' ? (error.details as { reason: string }).reason : error.code;
    };

    it('tells of a working directory that does not exist', async () => {
      const cwd = join(directory, 'missing');
      const error = await explainSpawnFailure(await file('plugin', '#!/bin/sh\n'), cwd, failed('ENOENT'));
      expect(error.code).to.equal('CONFIG_INVALID');
      expect(error.message).to.contain(cwd);
      const inside = await explainSpawnFailure(join(directory, 'none'), directory, failed('ENOENT'));
      expect(inside.code).to.equal('BINARY_NOT_FOUND');
    });

    it('tells of a program that does not exist', async () => {
      for (const code of ['ENOENT', 'ENOTDIR'])
        expect(await reasonOf(join(directory, 'missing'), code)).to.equal('BINARY_NOT_FOUND');
    });

    const faults: readonly (readonly [content: string | Buffer, mode: number, code: string, reason: string])[] = [
      ['#!/bin/sh\n', 0o644, 'EACCES', 'permission denied'],
      ['#!/bin/sh\n', 0o755, 'EPERM', 'permission denied'],
      ['#!/bin/sh\n', 0o755, 'EACCES', 'permission denied'],
      ['#!/bin/sh\r\n', 0o755, 'ENOENT', 'its first line ends as on Windows, with CR LF'],
      ['#!/no/such/program -x\n', 0o755, 'ENOENT', 'its interpreter /no/such/program does not exist'],
      ['#!/etc/passwd\n', 0o755, 'EACCES', 'its interpreter /etc/passwd cannot be executed'],
      [Buffer.alloc(100), 0o755, 'ENOENT', 'its loader or a part of its path does not exist'],
      [Buffer.alloc(0), 0o755, 'ENOEXEC', 'the file is empty'],
      ['text', 0o755, 'UNKNOWN', 'the file is neither a known kind of binary nor a script with a "#!" line'],
    ];
    for (const [content, mode, code, reason] of faults)
      it(`says "${reason}" after ${code} for ${JSON.stringify(String(content).slice(0, 20))}`, async () => {
        expect(await reasonOf(await file('plugin', content, mode), code)).to.equal(reason);
      });

    it('tells of a directory', async () => {
      expect(await reasonOf(directory, 'EACCES')).to.equal('it is a directory');
    });

    it('reports every other failure with its cause', async () => {
      const cause = failed('EAGAIN');
      const error = await explainSpawnFailure(await file('plugin', '#!/bin/sh\n'), undefined, cause);
      expect([error.code, error.cause]).to.deep.equal(['SPAWN_FAILED', cause]);
    });
  });
});
