import { chmod, link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CachedProgram } from '../../src/cached-program.js';
import { codeCacheFolder } from '../../src/cache-folder.js';

const source = `exports.answer = () => 42; exports.path = __filename; exports.join = require('node:path').join;`;

interface Exports {
  answer(): number;
  readonly path: string;
}

describe('Compiled code that is kept', function () {
  before(function () {
    if (process.geteuid === undefined) this.skip();
  });

  let home: string;
  let program: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'code-cache-'));
    program = join(home, 'program.cjs');
    await writeFile(program, source);
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const folderOf = (): string | undefined => codeCacheFolder({ XDG_CACHE_HOME: home });

  function run(folder: string | undefined, use = ''): Exports {
    const cached = new CachedProgram(program, folder, use);
    const exports = cached.run() as Exports;
    cached.keep();
    return exports;
  }

  async function kept(): Promise<readonly string[]> {
    return (await readdir(join(home, 'awf-plugins'))).map((name) => join(home, 'awf-plugins', name)).sort();
  }

  it('is in a folder that only its user can enter, in files that only they can read', async () => {
    run(folderOf());
    const [file = '', ...others] = await kept();
    expect(others).to.deep.equal([]);
    expect((await stat(join(home, 'awf-plugins'))).mode & 0o777).to.equal(0o700);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
  });

  it('is taken the next time, and the program does the same', async () => {
    expect(run(folderOf()).answer()).to.equal(42);
    const [file = ''] = await kept();
    const { mtimeMs } = await stat(file);
    const again = run(folderOf());
    expect(again.answer()).to.equal(42);
    expect(again.path).to.equal(program);
    expect((await stat(file)).mtimeMs).to.equal(mtimeMs);
  });

  it('is another one for another text of the same length, and for another use', async () => {
    run(folderOf());
    await writeFile(program, source.replace('42', '43'));
    expect(run(folderOf()).answer()).to.equal(43);
    run(folderOf(), 'run');
    expect(await kept()).to.have.length(3);
  });

  it('is kept again after a run that loads more', async () => {
    await writeFile(program, `exports.load = () => require('node:repl');`);
    const sizes: number[] = [];
    for (const further of [false, true, true]) {
      const cached = new CachedProgram(program, folderOf(), '');
      const exports = cached.run() as { load(): void };
      if (further) exports.load();
      cached.keep();
      const [file = ''] = await kept();
      sizes.push((await stat(file)).size);
    }
    expect(sizes[1]).to.be.greaterThan(sizes[0] ?? 0);
    expect(sizes[2]).to.equal(sizes[1]);
  });

  for (const [what, spoil] of [
    ['changed', async (file: string) => writeFile(file, (await readFile(file)).fill(1, 200, 201))],
    ['cut off', async (file: string) => writeFile(file, (await readFile(file)).subarray(0, -100))],
    ['empty', (file: string) => writeFile(file, '')],
    ['open to others', (file: string) => chmod(file, 0o620)],
    ['known by another name', (file: string) => link(file, `${file}.other`)],
    [
      'a link',
      async (file: string) => {
        await writeFile(join(home, 'elsewhere'), await readFile(file), { mode: 0o600 });
        await rm(file);
        await symlink(join(home, 'elsewhere'), file);
      },
    ],
  ] as const)
    it(`is compiled again, and written again, where its file is ${what}`, async () => {
      run(folderOf());
      const [file = ''] = await kept();
      const whole = await readFile(file);
      await spoil(file);
      expect(run(folderOf()).answer()).to.equal(42);
      expect((await readFile(file)).length).to.be.within(whole.length - 500, whole.length + 500);
      const { mode } = await stat(file);
      expect(mode & 0o777).to.equal(0o600);
    });

  it('is not kept in a folder that others can enter', async () => {
    await mkdir(join(home, 'awf-plugins'));
    await chmod(join(home, 'awf-plugins'), 0o755);
    expect(folderOf()).to.equal(undefined);
  });

  it('is not kept where others can replace the folder', async () => {
    await chmod(home, 0o777);
    expect(folderOf()).to.equal(undefined);
    await chmod(home, 0o1777);
    expect(folderOf()).to.not.equal(undefined);
  });

  it('is not kept where NODE_DISABLE_COMPILE_CACHE or NODE_V8_COVERAGE says so', () => {
    expect(codeCacheFolder({ XDG_CACHE_HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' })).to.equal(undefined);
    expect(codeCacheFolder({ XDG_CACHE_HOME: home, NODE_V8_COVERAGE: home })).to.equal(undefined);
  });

  it('is not missed where no folder can be made', () => {
    expect(codeCacheFolder({ XDG_CACHE_HOME: join(program, 'below') })).to.equal(undefined);
    expect(run(undefined).answer()).to.equal(42);
  });

  it('is of 24 programs at most, the last ones', async () => {
    for (let index = 0; index < 30; index += 1) run(folderOf(), `use ${index}`);
    expect(await kept()).to.have.length(24);
  });
});
