import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { unpack } from '../../../../src/infrastructure/plugin_folder/unpack.js';
import { pluginEntries, tarEntry, tarGz, zip, type MadeEntry } from '../../../support/archives.js';

const noAbort = new AbortController().signal;

describe('Unpacking a plugin', () => {
  let root: string;
  let target: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'awf-unpack-'));
    target = join(root, 'inner', 'target');
    await mkdir(target, { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));

  async function source(name: string, bytes: Buffer): Promise<string> {
    const path = join(root, name);
    await writeFile(path, bytes);
    return path;
  }

  async function refusal(path: string): Promise<AwfError<'USER.VALIDATION.ARCHIVE_INVALID'>> {
    const error: unknown = await unpack(path, target, noAbort).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!AwfError.is(error, 'USER.VALIDATION.ARCHIVE_INVALID')) throw new Error('it was not refused', { cause: error });
    return error;
  }

  for (const [kind, make] of [
    ['.tar.gz', tarGz],
    ['.zip', zip],
  ] as const)
    it(`writes the files of a ${kind} file, without special bits of their modes`, async () => {
      const entries: readonly MadeEntry[] = [
        ...pluginEntries('echo'),
        { path: 'lib/large.bin', content: Buffer.alloc(300_000, 7), mode: 0o106644 },
      ];
      await unpack(await source(`a${kind}`, make(entries)), target, noAbort);
      expect((await readdir(target)).sort()).to.deep.equal(['awf-plugin-echo', 'lib', 'plugin.yaml']);
      expect((await readFile(join(target, 'lib', 'large.bin'))).equals(Buffer.alloc(300_000, 7))).to.equal(true);
      expect((await stat(join(target, 'lib', 'large.bin'))).mode & 0o7111).to.equal(0);
    });

  for (const [title, entry, problem] of [
    ['a path that leads out', { path: '../escape' }, 'leads out of the folder'],
    ['an absolute path', { path: '/tmp/awf-absolute' }, 'is an absolute path'],
    ['a symbolic link', { path: 'link', type: '2', target: '/etc/passwd' }, 'is a symbolic link'],
    ['a hard link', { path: 'link', type: '1', target: 'plugin.yaml' }, 'is a hard link'],
    ['a character device', { path: 'null', type: '3' }, 'is a device'],
    ['a block device', { path: 'disk', type: '4' }, 'is a device'],
    ['a pipe', { path: 'pipe', type: '6' }, 'is a pipe'],
    ['an entry of an unknown kind', { path: 'odd', type: 'V' }, 'files and folders only'],
    ['a name that differs only by case', { path: 'PLUGIN.yaml' }, 'only by case'],
    ['a name with control characters', { path: 'a\u001b[2Jb' }, 'control characters'],
  ] as const)
    it(`refuses a tar file with ${title}, and writes nothing outside`, async () => {
      const path = await source('a.tar.gz', tarGz([...pluginEntries('echo'), entry]));
      expect((await refusal(path)).message).to.include(problem);
      expect((await readdir(root)).sort()).to.deep.equal(['a.tar.gz', 'inner']);
      expect(await readdir(join(root, 'inner'))).to.deep.equal(['target']);
    });

  it('does not write through a link that came before', async () => {
    const entries = [
      { path: 'out', type: '2', target: root },
      { path: 'out/planted', content: 'x' },
    ];
    await refusal(await source('a.tar.gz', tarGz(entries)));
    expect(await readdir(root)).not.to.include('planted');
  });

  for (const [title, entry, problem] of [
    ['a path that leads out', { path: '../escape' }, /relative path|leads out/u],
    ['an absolute path', { path: '/tmp/awf-absolute' }, /absolute path/u],
    ['a symbolic link', { path: 'link', content: '/etc/passwd', mode: 0o120777 }, /is a symbolic link/u],
    ['a device', { path: 'null', mode: 0o020666 }, /neither a file nor a folder/u],
    ['a name that differs only by case', { path: 'Plugin.YAML' }, /only by case/u],
    ['a size that is a lie', { path: 'lie', content: 'a'.repeat(1_000), size: 10 }, /damaged|too many bytes/u],
  ] as const)
    it(`refuses a zip file with ${title}`, async () => {
      const path = await source('a.zip', zip([...pluginEntries('echo'), entry]));
      expect((await refusal(path)).message).to.match(problem);
      expect(await readdir(join(root, 'inner'))).to.deep.equal(['target']);
    });

  it('refuses a zip file with a wrong checksum', async () => {
    const bytes = zip([{ path: 'a', content: 'text' }]);
    const index = bytes.indexOf(Buffer.from('504b0102', 'hex'));
    bytes.writeUInt32LE(1, index + 16);
    expect((await refusal(await source('a.zip', bytes))).message).to.include('its checksum is wrong');
  });

  it('refuses ten gigabytes of zeros before they are written', async () => {
    // Members of a gzip file follow each other, so that it need not be compressed as a whole.
    const zeros = gzipSync(Buffer.alloc(10 * 1024 * 1024));
    const [header] = tarEntry({ path: 'zeros', size: 8 ** 11 - 1 });
    const bytes = Buffer.concat([gzipSync(header!), ...Array.from({ length: 1_000 }, () => zeros)]);
    const error = await refusal(await source('bomb.tar.gz', bytes));
    expect(error.message).to.include('zeros makes it more than 536870912 bytes when unpacked');
    expect(await readdir(target)).to.deep.equal([]);
  });

  it('refuses a tar file that is compressed twice, which its parser would unpack without a limit', async () => {
    const twice = await source('twice.tar.gz', gzipSync(tarGz(pluginEntries('echo'))));
    expect((await refusal(twice)).details.problem).to.include('compressed twice');
    expect(await readdir(target)).to.deep.equal([]);
  });

  it('refuses headers without end', async () => {
    // An extended header is no entry, but has to be read.
    const headers = gzipSync(
      Buffer.concat(
        Array(20_000)
          .fill(tarEntry({ path: 'x', type: 'x' }))
          .flat() as Buffer[],
      ),
    );
    const error = await refusal(await source('a.tar.gz', Buffer.concat(Array(6).fill(headers) as Buffer[])));
    expect(error.message).to.match(/it has more than \d+ bytes of headers/u);
  });

  it('refuses zeros without end behind the last entry, and takes what fills a record', async () => {
    const padded = (bytes: number): Buffer =>
      gzipSync(Buffer.concat([gunzipSync(tarGz(pluginEntries('echo'))), Buffer.alloc(bytes)]));
    await unpack(await source('record.tar.gz', padded(2 ** 19)), target, noAbort);
    expect((await readdir(target)).sort()).to.deep.equal(['awf-plugin-echo', 'plugin.yaml']);
    await rm(target, { recursive: true });
    await mkdir(target);
    const { message } = await refusal(await source('zeros.tar.gz', padded(50 * 2 ** 20)));
    expect(message).to.include('more than 1048576 bytes after its end');
  });

  it('refuses a million entries', async () => {
    const folders = gzipSync(
      Buffer.concat(
        Array(10_000)
          .fill(tarEntry({ path: 'd/', type: '5' }))
          .flat() as Buffer[],
      ),
    );
    const error = await refusal(await source('a.tar.gz', Buffer.concat(Array(100).fill(folders) as Buffer[])));
    expect(error.message).to.include('more than 20000 files and folders');
  });

  it('refuses an archive that is cut off, wherever', async () => {
    const entries = [...pluginEntries('echo'), { path: 'noise', content: noise(50_000) }];
    for (const bytes of [tarGz(entries), zip(entries)])
      for (let tenth = 1; tenth < 10; tenth += 1) {
        await rm(target, { recursive: true });
        await mkdir(target);
        const name = bytes[0] === 0x1f ? 'a.tar.gz' : 'a.zip';
        const path = await source(name, bytes.subarray(0, Math.floor((bytes.length * tenth) / 10)));
        expect((await refusal(path)).message, `${name} at ${tenth}0 %`).to.match(/damaged|no \.tar\.gz/u);
      }
  });

  it('refuses a file that is no archive, and says which there are', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('hello world'), Buffer.from('7f454c46', 'hex')])
      expect((await refusal(await source('a.tar.gz', bytes))).message).to.include('it is no .tar.gz or .zip file');
    expect((await refusal(await source('a.gz', gzipSync('no tar in here'.repeat(100))))).message).to.include('damaged');
  });

  it('copies a folder, without the history of its project, and refuses links in it', async () => {
    const folder = join(root, 'folder');
    await mkdir(join(folder, '.git'), { recursive: true });
    await writeFile(join(folder, '.git', 'HEAD'), 'x');
    await writeFile(join(folder, 'plugin.yaml'), 'x');
    await unpack(folder, target, noAbort);
    expect(await readdir(target)).to.deep.equal(['plugin.yaml']);
    await symlink('/etc/passwd', join(folder, 'link'));
    await rm(target, { recursive: true });
    await mkdir(target);
    expect((await refusal(folder)).message).to.include('link is a symbolic link');
  });
});

/** Bytes that cannot be compressed, the same each time. */
function noise(length: number): Buffer {
  let state = 1;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state >>> 16;
    }),
  );
}
