import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GoPluginError, type GoPluginErrorCode, type GoPluginErrorDetails } from 'awf-plugins/go-plugin';
import { expect } from 'chai';
import { parseManifest } from '../../../src/infrastructure/manifest_loader/parse-manifest.js';
import { awfBinary, AwfSandbox, examplePlugins } from '../../support/awf.js';
import { exampleProgram, projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';
import { PluginProgram } from '../../../packages/go-plugin/test/support/plugin-program.js';
import { runProgram, type ProgramRun } from '../../../packages/go-plugin/test/support/run-program.js';

const guides = join(projectRoot, 'docs/guide');

interface Snippet {
  readonly source: string;
  readonly language: string;
  readonly code: string;
}

/** Where the code of a guide may be from: compiled, or run by the tests. */
const sources: Readonly<Record<string, RegExp>> = {
  ts: /^(packages\/go-plugin\/)?(examples|test)\/.+\.ts$/,
  js: /^examples\/.+\.ts$/,
  python: /^test\/interop\/python\/.+\.py$/,
  yaml: /^(examples\/plugins|examples\/step-types-and-validators|test\/fixtures\/guides|packages\/go-plugin\/examples)\/.+\.yaml$/,
};

/** The blocks of code of a page in those languages with the file that each says it is from. */
function snippets(page: string): readonly Snippet[] {
  return [...page.matchAll(/(?:<!-- from: (\S+) -->\n\n?)?```(ts|js|python|yaml)\n([^]*?)```/g)].map(
    ([, source = '', language = '', code = '']) => ({ source, language, code }),
  );
}

/** The text with its lines moved to the left as far as they go together. */
function dedented(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
}

/** Whether the snippet is a run of lines of the file, however deep it is indented there. */
function isCutFrom(code: string, file: string): boolean {
  const wanted = code.trimEnd().split('\n');
  const lines = file.split('\n');
  const text = dedented(wanted);
  return lines.some((_, begin) => dedented(lines.slice(begin, begin + wanted.length)) === text);
}

describe('A guide', () => {
  for (const page of [
    'docs/guide/write-a-plugin.md',
    'docs/guide/write-a-step-type.md',
    'docs/guide/write-a-validator.md',
    'docs/guide/events.md',
    'docs/guide/run-workflows.md',
    'docs/guide/embed-the-host.md',
    'docs/learn/swap-a-fake.md',
    'docs/guide/plugin-in-another-language.md',
    'docs/guide/contract-suites.md',
    'docs/learn/add-an-adapter.md',
    'packages/go-plugin/docs/write-a-go-plugin.md',
    'packages/go-plugin/docs/host-go-plugins.md',
    'packages/go-plugin/docs/debugging-a-plugin.md',
    'packages/go-plugin/docs/connect.md',
  ]) {
    it(`${page} has only code that is cut from an example that runs`, async () => {
      for (const { source, language, code } of snippets(await readFile(join(projectRoot, page), 'utf8'))) {
        expect(source, `no "from" marker before: ${code}`).to.match(sources[language] ?? /^$/);
        const isCut = isCutFrom(code, await readFile(join(projectRoot, source), 'utf8'));
        expect(isCut, `not in ${source}: ${code}`).to.equal(true);
      }
    });

    it(`${page} is one page, and its links lead somewhere`, async () => {
      const text = await readFile(join(projectRoot, page), 'utf8');
      expect(text.split('\n').length).to.be.within(50, 151);
      for (const [, link = ''] of text.matchAll(/\]\(([^)#:]+)\)/g)) {
        const target = join(projectRoot, dirname(page), link);
        await readdir(target).catch(() => readFile(target));
      }
    });
  }

  it('shows workflows that are valid, and manifests of plugins that can be loaded', async () => {
    const fixtures = join(projectRoot, 'test/fixtures/guides');
    for (const name of await readdir(fixtures)) {
      const file = join(fixtures, name);
      if (name.endsWith('.manifest.yaml')) parseManifest(await readFile(file, 'utf8'), file);
      else expect((await runProgram(awfBinary, ['validate', file])).exitCode, name).to.equal(0);
    }
  });

  it('shows what awf really prints', async () => {
    await using sandbox = await AwfSandbox.create();
    for (const name of ['write-a-plugin', 'run-workflows']) {
      const page = await readFile(join(guides, `${name}.md`), 'utf8');
      const [, line = '', output] = /```\n\$ (?:npx )?awf (.*)\n([^]*?)```/.exec(page) ?? [];
      const args = line.replace('--plugins-dir plugins', `--plugins-dir ${examplePlugins}`).split(' ');
      expect(await sandbox.awf(...args), line).to.include({ exitCode: 0, stdout: output });
    }
  });

  it('can have code that is not cut from its file, and is then found out', () => {
    expect(isCutFrom('  const a = 1;\n', 'if (x) {\n    const a = 1;\n}\n')).to.equal(true);
    expect(isCutFrom('const a = 2;\n', 'const a = 1;\n')).to.equal(false);
  });
});

const path = '/opt/plugin';
const exit = { exitCode: 3, exitSignal: null } as const;
const notes: readonly string[] = [];
const stderrTail = '';

/** The failures that a host's author meets, each with an example of its details. */
const failures: Partial<{ readonly [C in GoPluginErrorCode]: GoPluginErrorDetails[C] }> = {
  BINARY_NOT_FOUND: { path },
  NOT_EXECUTABLE: { path, reason: 'permission denied', remedy: 'Try: chmod +x' },
  SPAWN_FAILED: { path },
  EXITED_BEFORE_HANDSHAKE: { path, ...exit, notes, stderrTail },
  START_TIMEOUT: { path, timeoutMs: 50, notes, stderrTail },
  HANDSHAKE_INVALID: { path, line: 'Welcome!', problem: 'no separators', notes, stderrTail },
  CORE_VERSION_UNSUPPORTED: { path, version: 2 },
  VERSION_MISMATCH: { path, pluginVersion: 3, hostVersions: [1, 2] },
  NETWORK_UNSUPPORTED: { path, network: 'vsock' },
  PROTOCOL_UNSUPPORTED: { path, protocol: 'netrpc', supported: ['grpc'] },
  CERTIFICATE_INVALID: { path, problem: 'no base64' },
  MUX_NOT_SUPPORTED: { path, problem: 'its handshake line denies it' },
  SOCKET_PATH_TOO_LONG: { path, bytes: 120, limit: 107 },
  CONNECT_FAILED: { address: path, reason: 'refused' },
  PLUGIN_EXITED: { path, exitCode: null, exitSignal: 'SIGSEGV', stderrTail },
  UNHEALTHY: { reason: 'NOT_SERVING' },
  UNKNOWN_PLUGIN: { name: 'x', known: ['kv'] },
  PROCESS_NOT_FOUND: { pid: 1, address: path },
  CLIENT_CLOSED: { operation: 'dispense' },
  PLUGIN_GIVEN_UP: { path, mostStarts: 5, windowMs: 60_000, reason: 'it crashed' },
};

describe('The README', () => {
  it('shows a host of go-plugin that compiles', async () => {
    const [snippet] = snippets(await readFile(join(projectRoot, 'README.md'), 'utf8')).filter(
      ({ language }) => language === 'ts',
    );
    expect(snippet?.source).to.equal('test/consumer/readme.ts');
    expect(
      isCutFrom(snippet?.code ?? '', await readFile(join(projectRoot, 'test/consumer/readme.ts'), 'utf8')),
    ).to.equal(true);
  });
});

describe('The guide to debugging', () => {
  let page: string;
  /** Ends what a test that fails has left running. */
  let ended: () => unknown = () => undefined;
  before(async () => {
    page = await readFile(join(projectRoot, 'packages/go-plugin/docs/debugging-a-plugin.md'), 'utf8');
  });
  afterEach(() => ended());

  it('has a row for each failure of starting and connecting, and words it as the error does', () => {
    const rows = new Map(
      [...page.matchAll(/^\| `([A-Z_]+)` \| (.+?) \| .+ \|$/gm)].map(([, code = '', text = '']) => [code, text]),
    );
    expect([...rows.keys()].sort()).to.deep.equal(Object.keys(failures).sort());
    for (const [code, details] of Object.entries(failures)) {
      const { message } = new GoPluginError(code as GoPluginErrorCode, details);
      const words = (rows.get(code) ?? '').split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      expect(message).to.match(new RegExp(`^${words.join('.*')}`));
    }
  });

  it('shows what a plugin says that is started by hand', async () => {
    const program = exampleProgram('kv', 'plugin');
    const run = await runProgram(process.execPath, [program], { env: { BASIC_PLUGIN: '' } });
    expect(run).to.include({ exitCode: 1, stdout: '' });
    expect(page).to.include(run.stderr);
  });

  it('shows what a plugin says to whom a host is to attach, and what the host says then', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'guide-'));
    const plugin = new PluginProgram([process.execPath, exampleProgram('kv', 'plugin'), '--debug'], {
      TMPDIR: directory,
    });
    const get = async (): Promise<ProgramRun> =>
      runProgram(process.execPath, [exampleProgram('kv', 'host'), '--log', 'get', 'hello'], {
        env: { KV_REATTACH: reattach },
      });
    /** With what is different each time as it stands on the page. */
    const asShown = (text: string): string =>
      text
        .replaceAll(/(Pid":|"id":"|pid )\d+/g, '$126811')
        .replaceAll(
          new RegExp(`${directory}/plugin-dir\\w+/plugin\\d+`, 'g'),
          '/tmp/plugin-dirhiWaMZ/plugin3690165015',
        );

    ended = () => plugin.child.kill('SIGKILL');
    await plugin.until(() => plugin.stdout.endsWith('\n\n'));
    const reattach = /KV_REATTACH='(.*)'/.exec(plugin.stdout)?.[1] ?? '';
    expect(page).to.include(asShown(plugin.stdout).trimEnd());
    const attached = await get();
    expect(page).to.include(asShown(attached.stderr).split('\n')[0]);
    expect((await get()).stderr).to.include('NOT_FOUND: no value under "hello"');
    plugin.child.kill('SIGINT');
    expect(await plugin.ended).to.equal(0);
    expect(page).to.include(asShown((await get()).stderr));
    await rm(directory, { recursive: true });
  });
});
