import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { awfBinary } from '../../support/awf.js';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram } from '../../../packages/go-plugin/test/support/run-program.js';

/** The blocks of code of a section, by language. */
function blocks(page: string, heading: string): readonly { readonly language: string; readonly code: string }[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));
}

const withoutTimes = (text: string): string => text.replaceAll(/\d+(\.\d+)? m?s$/gm, 'N ms');

describe('The README, followed literally in an empty folder', () => {
  let folder = '';
  let page = '';
  const code = (heading: string, language: string, nth = 0): string =>
    blocks(page, heading).filter((block) => block.language === language)[nth]?.code ?? '';

  before(async () => {
    page = await readFile(join(projectRoot, 'README.md'), 'utf8');
    folder = await mkdtemp(join(tmpdir(), 'awf-newcomer-'));
    await mkdir(join(folder, 'node_modules'));
    await mkdir(join(folder, 'plugins/hello'), { recursive: true });
    await symlink(projectRoot, join(folder, 'node_modules/awf-plugins'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
    await writeFile(join(folder, 'plugins/hello/plugin.yaml'), code('Write a plugin', 'yaml'));
    await writeFile(join(folder, 'plugins/hello/awf-plugin-hello'), code('Write a plugin', 'js'));
    await writeFile(join(folder, 'hello.yaml'), code('Write a plugin', 'yaml', 1));
    await chmod(join(folder, 'plugins/hello/awf-plugin-hello'), 0o755);
  });

  after(() => rm(folder, { recursive: true }));

  it('gives a plugin that runs, and prints what the README shows', async () => {
    const [chmodLine, runLine = '', ...shown] = code('Write a plugin', '').split('\n');
    expect(chmodLine).to.equal('$ chmod +x plugins/hello/awf-plugin-hello');
    const [npx, program, ...args] = runLine.replace('$ ', '').split(' ');
    expect([npx, program]).to.deep.equal(['npx', 'awf']);
    const run = await runProgram(awfBinary, args, { cwd: folder, env: { NO_COLOR: '1' } });
    expect(run.stderr).to.equal('');
    expect(withoutTimes(run.stdout)).to.equal(withoutTimes(shown.join('\n')));
  });

  it('gives a program that embeds the host', async () => {
    const program = code('Embed the host', 'js');
    await writeFile(join(folder, 'embed.mjs'), program);
    const run = await runProgram(process.execPath, ['embed.mjs'], { cwd: folder });
    expect(run.stderr).to.equal('');
    expect(program).to.include(`console.log(result.outputs.text); // ${run.stdout.trimEnd()}\n`);
  });
});

describe('A CommonJS program', () => {
  it('requires every entry point, as long as no module of it awaits while it loads', async () => {
    const subpaths = ['sdk', 'go-plugin', 'go-plugin/connect', 'contract'];
    const entries = ['awf-plugins', ...subpaths.map((subpath) => `awf-plugins/${subpath}`)];
    const folder = await mkdtemp(join(tmpdir(), 'awf-cjs-'));
    await mkdir(join(folder, 'node_modules'));
    for (const name of ['chai', 'awf-plugins']) {
      const at = name === 'chai' ? join(projectRoot, 'node_modules/chai') : projectRoot;
      await symlink(at, join(folder, 'node_modules', name));
    }
    const program = `for (const entry of ${JSON.stringify(entries)}) console.log(Object.keys(require(entry)).length > 2);`;
    await writeFile(join(folder, 'program.cjs'), program);
    const run = await runProgram(process.execPath, ['--disable-warning=ExperimentalWarning', 'program.cjs'], {
      cwd: folder,
    });
    await rm(folder, { recursive: true });
    expect(run).to.include({ stdout: 'true\n'.repeat(entries.length), stderr: '', exitCode: 0 });
  });
});

describe('The published package', () => {
  interface Packed {
    readonly files: readonly { readonly path: string }[];
  }
  let paths: readonly string[] = [];

  before(async () => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
    const run = await runProgram('npm', args, { cwd: projectRoot });
    const answer = JSON.parse(run.stdout) as readonly Packed[] | Readonly<Record<string, Packed>>;
    paths = Object.values(answer)[0]?.files.map(({ path }) => path) ?? [];
  });

  it('has what its users need, and nothing of its making', () => {
    expect(paths).to.include.members([
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
      'bin/awf',
      'dist/sdk.js',
      'proto/plugin/v1/plugin.proto',
      'templates/plugin/go/go.mod',
      'docs/guide/write-a-plugin.md',
    ]);
    const strange = paths.filter(
      (path) =>
        !/^(LICENSE|[A-Z]+\.md|package\.json|(bin|dist|docs|examples|proto|templates|test\/interop\/python|packages\/go-plugin\/(docs|examples|proto))\/.+)$/.test(
          path,
        ),
    );
    expect(strange).to.deep.equal([]);
    // The example of an adapter shows how its contract suite is run.
    const unwanted = /tsbuildinfo|dist\/examples|^(?!examples\/adapters\/).*\.spec\.|(^|\/)\./;
    expect(paths.filter((path) => unwanted.test(path))).to.deep.equal([]);
  });

  it('has in it what its pages lead to', async () => {
    const held = (target: string): boolean =>
      paths.some((path) => path === target || path.startsWith(`${target.replace(/\/$/, '')}/`));
    for (const page of paths.filter((path) => path.endsWith('.md'))) {
      const text = await readFile(join(projectRoot, page), 'utf8');
      for (const [, link = ''] of text.matchAll(/\]\(([^)#:]+)\)/g))
        expect(held(join(dirname(page), link)), `${page} leads to ${link}`).to.equal(true);
    }
  });
});
