import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { runProgram } from '../../../packages/go-plugin/test/support/run-program.js';
import { AwfSandbox } from '../../support/awf.js';
import { complaintsOf, Installed, type PackageName } from '../../support/packed.js';

const mebibyte = 2 ** 20;
const installMs = 300_000;

const workflow = `name: packed
version: 1.0.0
states:
  initial: greet
  greet: { type: operation, operation: packed.greet, inputs: { name: ok }, on_success: done }
  done: { type: terminal, message: '{{states.greet.Output}}' }
`;

/** Runs the program as the plugin of a workflow; the output of its last state. */
async function runAsPlugin(program: string): Promise<string> {
  await using sandbox = await AwfSandbox.create();
  const folder = join(sandbox.directory, 'plugins/packed');
  await mkdir(folder, { recursive: true });
  const manifest = `name: packed\nversion: 1.0.0\nawf_version: '>=0.5.0'\ncapabilities: [operations]\n`;
  await writeFile(join(folder, 'plugin.yaml'), manifest);
  await writeFile(join(folder, 'awf-plugin-packed'), `#!/bin/sh\nexec '${process.execPath}' '${program}'\n`);
  await chmod(join(folder, 'awf-plugin-packed'), 0o755);
  const flow = join(sandbox.directory, 'flow.yaml');
  await writeFile(flow, workflow);
  const run = await sandbox.awf('run', flow, '--plugins-dir', join(sandbox.directory, 'plugins'), '-f', 'json');
  expect(run.exitCode, run.stdout + run.stderr).to.equal(0);
  return (JSON.parse(run.stdout) as { states: { done: { output: string } } }).states.done.output;
}

async function printed(program: string): Promise<string> {
  const { stdout, stderr, exitCode } = await runProgram(process.execPath, ['--no-warnings', program]);
  expect(exitCode, stderr).to.equal(0);
  return stdout.trimEnd();
}

const packages: Readonly<
  Record<PackageName, { readonly run: (program: string) => Promise<string>; readonly mebibytes?: number }>
> = {
  'go-plugin-node': { run: printed, mebibytes: 12 },
  'awf-plugin-sdk': { run: runAsPlugin, mebibytes: 2 },
  'awf-plugins': { run: printed },
};

const all: Installed[] = [];

after(async () => {
  for (const installed of all) await installed[Symbol.asyncDispose]();
});

for (const [name, { run, mebibytes }] of Object.entries(packages) as [PackageName, (typeof packages)[PackageName]][])
  describe(`The tarball of ${name}, installed in an empty folder`, function () {
    this.timeout(installMs);
    let installed: Installed;
    before(async () => {
      installed = await Installed.create(name);
      all.push(installed);
    });

    if (mebibytes !== undefined)
      it(`takes at most ${mebibytes} MiB with all it depends on`, async () => {
        expect((await installed.size()) / mebibyte).to.be.lessThan(mebibytes);
      });

    for (const format of ['esm', 'cjs'] as const) {
      const kind = format === 'esm' ? 'ES' : 'CommonJS';
      it(`works for a program that is a ${kind} module`, async () => {
        expect(await run(await installed.compile(format, false))).to.equal('ok');
      });

      const banner =
        format === 'esm' && name !== 'awf-plugin-sdk' ? ', with a banner for its CommonJS dependencies' : '';
      it(`works inside one bundle of esbuild that is a ${kind} module${banner}`, async () => {
        expect(await run(await installed.compile(format, true))).to.equal('ok');
      });
    }

    if (name === 'awf-plugins')
      it('declares all that its command contains, in the version that it contains: an audit sees what runs', async () => {
        const notices = await readFile(
          join(installed.folder, 'node_modules/awf-plugins/dist/THIRD-PARTY-NOTICES.txt'),
          'utf8',
        );
        const contained = [...notices.matchAll(/^(@?[\w./-]+) (\d+\.\d+\.\d+) \(/gm)];
        expect(contained.length).to.be.greaterThan(10);
        const { stdout } = await runProgram('npm', ['ls', '--all', '--parseable', '--long'], { cwd: installed.folder });
        const missing = contained
          .map(([, dependency, version]) => `${dependency}@${version}`)
          .filter((id) => !stdout.includes(`:${id}`));
        expect(missing).to.deep.equal([]);
      });
  });

describe('The typings of the installed tarballs', function () {
  this.timeout(installMs);

  for (const [module, moduleResolution, user] of [
    ['nodenext', 'nodenext', 'under nodenext'],
    ['esnext', 'bundler', 'for a bundler'],
  ])
    it(`compile ${user}, checked as strictly as the programs that use them`, async () => {
      expect(all.map(({ name }) => name)).to.have.members(Object.keys(packages));
      expect(await complaintsOf(all, { module, moduleResolution })).to.equal('');
    });
});
