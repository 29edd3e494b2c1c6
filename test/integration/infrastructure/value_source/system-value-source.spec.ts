import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describeValueSourceContract } from '../../../../src/contract/index.js';
import { SystemValueSource } from '../../../../src/infrastructure/value_source/system-value-source.js';
import { ownFolder } from '../../../support/contract-subjects.js';

describeValueSourceContract({
  name: 'environment and files',
  create: async () => {
    const { root, close } = await ownFolder();
    return {
      open: (env) => new SystemValueSource({ env, folder: () => root }),
      write: (path, content) => writeFile(join(root, path), content, { mode: 0o600 }),
      expose: (path) => chmod(join(root, path), 0o644),
      close,
    };
  },
});

/** A folder with a secret, and a source that reads there. */
async function project(mode: number, content: string | Buffer = 'canary') {
  const { root, close } = await ownFolder();
  const path = join(root, 'token');
  await writeFile(path, content);
  await chmod(path, mode);
  const warnings: string[] = [];
  const source = (insecure = false) =>
    new SystemValueSource({
      env: {},
      folder: () => root,
      onInsecure: insecure ? (text) => warnings.push(text) : undefined,
    });
  return { root, path, source, warnings, [Symbol.asyncDispose]: close };
}

const problemOf = async (source: SystemValueSource, path = 'token'): Promise<string> => {
  const found = await source.secretFile(path);
  return found.ok ? 'used' : found.problem;
};

describe('SystemValueSource', () => {
  it('uses files that their owner alone can read or change', async () => {
    await using own = await project(0o400);
    expect(await own.source().secretFile(own.path)).to.deep.equal({ ok: true, secret: 'canary' });
    await using readable = await project(0o604);
    expect(await problemOf(readable.source())).to.equal('token can be read by every user of this machine');
    await using writable = await project(0o602);
    expect(await problemOf(writable.source())).to.equal('token can be changed by every user of this machine');
  });

  it('does not use a file that others could exchange', async () => {
    await using own = await project(0o600);
    const folder = join(own.root, 'shared');
    await mkdir(folder);
    await writeFile(join(folder, 'token'), 'x', { mode: 0o600 });
    await chmod(folder, 0o777);
    const expected = `shared/token is in ${folder}, which can be changed by every user of this machine`;
    expect(await problemOf(own.source(), 'shared/token')).to.equal(expected);
  });

  it('warns of such a file, and uses it, where insecure files are allowed', async () => {
    await using exposed = await project(0o644);
    expect(await problemOf(exposed.source(true))).to.equal('used');
    expect(exposed.warnings).to.deep.equal([
      `the file ${exposed.path} with a secret can be read by every user of this machine`,
    ]);
  });

  it('does not use a folder, a pipe, a device, or what is not a text of a sensible size', async () => {
    await using own = await project(0o600, Buffer.from([0xff, 0xfe, 0x00]));
    expect(await problemOf(own.source())).to.equal('token is not UTF-8 text');
    expect(await problemOf(own.source(), '.')).to.equal('. is a folder, not a file');
    execFileSync('mkfifo', ['-m', '600', join(own.root, 'pipe')]);
    expect(await problemOf(own.source(), 'pipe')).to.equal('pipe is not a regular file');
    expect(await problemOf(own.source(), '/dev/zero')).to.equal('/dev/zero is not a regular file');
    await writeFile(join(own.root, 'large'), 'x'.repeat(70_000), { mode: 0o600 });
    expect(await problemOf(own.source(), 'large')).to.equal('large is larger than 65536 bytes');
    await symlink('itself', join(own.root, 'itself'));
    expect(await problemOf(own.source(), 'itself')).to.equal('itself cannot be read (ELOOP)');
  });
});
