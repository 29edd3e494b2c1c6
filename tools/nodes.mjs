// npm run test:nodes: proves the supported versions of Node. The tests are built once, by the Node that runs this; then each version, which
// the npm package `node` brings into .cache/nodes, runs the core of them. Deno and Bun each run a host and a plugin (docs/reference/platforms.md).
// With arguments, only those versions; `--built` builds nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { installPackage } from './install-package.mjs';

const root = path.join(import.meta.dirname, '..');
process.chdir(root);

/** The oldest Node that package.json allows, exactly, and the newest of each later even major version. */
const supported = ['20.19.0', '22', '24', '26'];

/** All unit and contract tests, and of the rest what depends on Node most: processes and their pipes, sockets, TLS, HTTP/2, the real go-plugin. */
const core = [
  'build/test/{unit,contract}/**/*.spec.js',
  'build/packages/*/test/unit/**/*.spec.js',
  'build/packages/stdio/test/integration/**/*.spec.js',
  'build/packages/go-plugin/test/integration/{broker,channel,server}/**/*.spec.js',
  ...['life-cycle', 'output', 'ping', 'start-failures', 'worker'].map(
    (name) => `build/packages/go-plugin/test/integration/client/${name}.spec.js`,
  ),
  'build/packages/go-plugin/test/integration/intruders/intruders.spec.js',
  ...['client/go-plugin', 'server/go-host', 'broker/broker', 'yamux/yamux'].map(
    (name) => `build/packages/go-plugin/test/interop/${name}.spec.js`,
  ),
  'build/test/integration/infrastructure/grpc_host/contract.spec.js',
  'build/test/integration/app/cli/run.spec.js',
];

const complete = 'answer 42, streams complete, exit code 0';
/** Its TLS cannot verify the certificates of go-plugin, and go-plugin-node says so. */
const noTls = 'AutoMTLS needs a Node.js';

/** Other runtimes: a package of npm, how it runs a program, and what is printed for each kind of connection, as the host and as the plugin. */
const runtimes = [
  {
    name: 'deno@2',
    command: ['deno', 'run', '-A', '--node-modules-dir=manual'],
    host: { tls: complete },
    plugin: { tls: complete },
  },
  { name: 'bun@1', command: ['bun', 'run'], host: { plain: complete, tls: noTls }, plugin: { plain: complete } },
];

/** Runs the host of test/fixtures/hosts in a runtime, with a plugin in Node; and the other way round. @returns how many of its runs passed and failed */
function runRuntime({ name, command: [program, ...args], host, plugin }) {
  const executable = path.join(installPackage(name), '.bin', program);
  const fixtures = 'packages/go-plugin/test/fixtures';
  const files = [`${fixtures}/hosts/call-once.mjs`, `${fixtures}/servers/interop-plugin.mjs`];
  const asHost = (kind) => [executable, ...args, files[0], process.execPath, files[1], kind];
  const asPlugin = (kind) => [process.execPath, files[0], executable, files[1], kind, ...args];
  const runs = [
    ...Object.entries(host).map(([kind, text]) => ({ what: `host, ${kind}`, line: asHost(kind), text })),
    ...Object.entries(plugin).map(([kind, text]) => ({ what: `plugin, ${kind}`, line: asPlugin(kind), text })),
  ];
  const counts = { passed: 0, failed: 0 };
  for (const { what, line, text } of runs) {
    const { stdout, stderr } = spawnSync(line[0], line.slice(1), { encoding: 'utf8', timeout: 60_000 });
    const passed = `${stdout}${stderr}`.includes(text);
    counts[passed ? 'passed' : 'failed'] += 1;
    console.log(`${name}, ${what}: ${passed ? 'as expected' : `expected ${text}, got\n${stdout}${stderr}`}`);
  }
  return counts;
}

/** Runs the core tests. @returns how many passed and failed */
function runTests(version, bin) {
  const node = path.join(bin, 'node');
  const found = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  if (!found.startsWith(`v${version}`)) throw new Error(`expected Node ${version}, and .cache/nodes has ${found}`);
  const results = path.join(root, '.cache/nodes', `${version}.json`);
  const mocha = ['node_modules/mocha/bin/mocha.js', '--parallel', `--jobs=${availableParallelism()}`];
  const args = ['--enable-source-maps', ...mocha, ...core];
  const begun = Date.now();
  const { stdout = '', status } = spawnSync(node, args, {
    encoding: 'utf8',
    maxBuffer: Infinity,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Programs that begin with `#!/usr/bin/env node` must run on this version as well.
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, TEST_RESULTS: results },
  });
  const [, passed = 0, failed = 0] = [...stdout.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1) ?? [];
  const counts = { passed: Number(passed), failed: Number(failed) };
  // A run that ended without counts, or with none, has failed as a whole.
  if (counts.passed === 0 || (status !== 0 && counts.failed === 0)) counts.failed += 1;
  if (counts.failed > 0) process.stdout.write(stdout.slice(Math.max(0, stdout.lastIndexOf(' passing'))));
  const seconds = Math.round((Date.now() - begun) / 1_000);
  console.log(`Node ${found}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`);
  return counts;
}

// mocha only warns of a spec that is not there.
for (const spec of core.filter((pattern) => !pattern.includes('*')))
  if (!existsSync(spec.replace(/^build/, '.').replace(/js$/, 'ts'))) throw new Error(`there is no ${spec}`);

const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
if (!process.argv.includes('--built')) {
  const built = spawnSync(process.execPath, ['tools/build.mjs', '--tests'], { stdio: 'inherit' });
  if (built.status !== 0) process.exit(built.status ?? 1);
} else if (!existsSync('build') || readdirSync('build').length === 0) throw new Error('nothing is built');

const all = { passed: 0, failed: 0 };
const runs = [
  ...supported.map((version) => ({
    name: version,
    run: () => runTests(version, path.join(installPackage(`node@${version}`), 'node/bin')),
  })),
  ...runtimes.map((runtime) => ({ name: runtime.name, run: () => runRuntime(runtime) })),
];
for (const { run } of runs.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  const { passed, failed } = run();
  all.passed += passed;
  all.failed += failed;
}
console.log(`${all.passed} passed, ${all.failed} failed`);
process.exitCode = all.failed === 0 ? 0 : 1;
