import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { AwfSandbox } from '../../../support/awf.js';

describe('awf plugin init', () => {
  let sandbox: AwfSandbox;

  beforeEach(async () => (sandbox = await AwfSandbox.create()));
  afterEach(() => sandbox[Symbol.asyncDispose]());

  const at = (...parts: readonly string[]): string => join(sandbox.directory, ...parts);

  it('makes a project, and says what to do with it', async () => {
    const run = await sandbox.awf('plugin', 'init', 'hello');
    expect(run).to.include({ stderr: '', exitCode: 0 });
    expect(run.stdout).to.match(
      /^Plugin "hello" created in hello\n\nNext:\n {2}cd hello\n {2}npm install\n {2}npm test\n {2}awf plugin pack\n {2}awf plugin install release\/hello_0\.1\.0_[a-z0-9]+_[a-z0-9]+\.tar\.gz\n {2}awf run example\.yaml -i who=Ada\n$/u,
    );
    expect((await readdir(at('hello'))).sort()).to.deep.equal([
      '.gitignore',
      'README.md',
      'build.mjs',
      'example.yaml',
      'package.json',
      'plugin.build.yaml',
      'plugin.yaml',
      'src',
      'test',
      'tsconfig.json',
    ]);
    const { devDependencies } = JSON.parse(await readFile(at('hello', 'package.json'), 'utf8')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    expect(devDependencies['awf-plugin-sdk']).to.match(/^\d+\.\d+\.\d+$/u);
  });

  it('takes the SDK from a tarball, and the name of the program as that of the plugin', async () => {
    await writeFile(at('sdk.tgz'), '');
    const flags = ['--kind', 'events', '--lang', 'js', '--output', 'made', '-f', 'json'];
    const run = await sandbox.with({ AWF_SDK: 'sdk.tgz' }).awf('plugin', 'init', 'awf-plugin-hello', ...flags);
    const made = JSON.parse(run.stdout) as Readonly<Record<string, unknown>>;
    expect(made).to.include({ name: 'hello', kind: 'events', lang: 'js', path: at('made') });
    expect(made.files).to.include.members(['plugin.yaml', 'src/plugin.js', 'test/plugin.test.js']);
    expect(await readFile(at('made', 'package.json'), 'utf8')).to.include('"awf-plugin-sdk": "file:../sdk.tgz"');
  });

  it('refuses a name, a kind, a folder or a tarball that cannot be used, and writes nothing', async () => {
    await writeFile(at('file'), '');
    for (const [args, code] of [
      [['Hello'], 'USER.INPUT.INVALID_FORMAT'],
      [['../x'], 'USER.INPUT.INVALID_FORMAT'],
      [['hello', '--kind', 'wizard'], 'USER.INPUT.INVALID_FORMAT'],
      [['hello', '--lang', 'cobol'], 'USER.INPUT.INVALID_FORMAT'],
      [['hello', '--output', '.'], 'SYSTEM.IO.WRITE_FAILED'],
      [['hello', '--sdk', 'nowhere.tgz'], 'USER.INPUT.MISSING_FILE'],
    ] as const) {
      const run = await sandbox.awf('plugin', 'init', ...args, '-f', 'json');
      expect(JSON.parse(run.stdout), args.join(' ')).to.have.nested.property('error.code', code);
    }
    expect(await readdir(sandbox.directory)).to.deep.equal(['file']);
  });
});
