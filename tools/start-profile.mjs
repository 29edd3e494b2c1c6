// Profiles `awf run` of one operation, from the moment the process is started to its end, on both sides, and writes the tables into
// docs/performance.md. Runs the built program as it is installed, with compiled code that is kept. The argument is the number of runs.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './packages.mjs';

const runs = Number(process.argv[2] ?? 11);
const page = path.join(root, 'docs/performance.md');
const stamps = path.join(root, 'tools/start-profile/stamps.cjs');

/** The stages of the host in their order, and what begins with each. */
const hostStages = {
  'node started': 'Node has started',
  workflow: 'the program is loaded, and begins to read the workflow',
  manifest: 'the workflow is read, and the manifests come next',
  certificate: 'the plugin may start; its certificate is made',
  spawn: '**the plugin is spawned**',
  'handshake read': 'the handshake line is there',
  tls: 'the connection is encrypted',
  ready: 'GetInfo, Init and ListOperations are answered',
  answer: '**Execute is answered**',
  'plugin exited': 'the plugin has ended',
  exit: 'awf has nothing left to do',
  ended: 'the process is gone',
};
const pluginStages = {
  'node started': 'Node has started',
  certificate: 'the SDK is loaded; the certificate is made',
  'handshake written': '**the handshake line is written**',
  tls: 'the connection is encrypted',
  exit: 'the plugin has been shut down',
};

const now = () => performance.timeOrigin + performance.now();

/** The program as npm installs it, a folder with plugins, and a workflow for each of them. */
function install(folder) {
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  cpSync(path.join(root, 'examples/plugins'), path.join(folder, 'examples/plugins'), { recursive: true });
  // A plugin does not inherit NODE_OPTIONS.
  const echo = path.join(folder, 'examples/plugins/echo/awf-plugin-echo');
  writeFileSync(echo, readFileSync(echo, 'utf8').replace(/^#!.*/, `#!/usr/bin/env -S node --require=${stamps}`));
  const workflow = (plugin) => `name: ${plugin}
version: 1.0.0
states:
  initial: say
  say: { type: operation, operation: ${plugin}.echo, inputs: { text: hello }, on_success: done }
  done: { type: terminal }
`;
  for (const plugin of ['goecho', 'echo']) writeFileSync(path.join(folder, `${plugin}.yaml`), workflow(plugin));
  const goPlugin = path.join(folder, 'plugins/goecho');
  mkdirSync(goPlugin, { recursive: true });
  writeFileSync(
    path.join(goPlugin, 'plugin.yaml'),
    'name: goecho\nversion: 1.0.0\nawf_version: ">=0.1.0"\ncapabilities: [operations]\n',
  );
  symlinkSync(buildGoPlugin(), path.join(goPlugin, 'awf-plugin-goecho'));
}

function buildGoPlugin() {
  const folder = path.join(root, 'packages/go-plugin/test/interop/go');
  const program = path.join(root, '.cache/go/start-profile/awf-plugin-goecho');
  const { status } = spawnSync('go', ['build', '-o', program, './cmd/awf-plugin-goecho'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the Go plugin could not be built');
  return program;
}

/** One run. @returns for each program that noted stages: when each began, in ms since the start, and its CPU time until then */
async function profile(folder, plugin) {
  const results = mkdtempSync(path.join(folder, 'run-'));
  const plugins = path.join(folder, plugin === 'goecho' ? 'plugins' : 'examples/plugins');
  const begin = now();
  const child = spawn(
    process.execPath,
    [path.join(folder, 'bin/awf'), 'run', path.join(folder, `${plugin}.yaml`), '--plugins-dir', plugins],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        XDG_CACHE_HOME: path.join(folder, 'cache'),
        XDG_DATA_HOME: path.join(folder, 'data'),
        NODE_OPTIONS: `--require=${stamps}`,
        START_PROFILE: results,
      },
    },
  );
  const [status] = await once(child, 'exit');
  const ended = now() - begin;
  if (status !== 0) throw new Error(`awf run ended with ${status}`);
  const programs = {};
  for (const file of readdirSync(results)) {
    const { program, stamps: noted } = JSON.parse(readFileSync(path.join(results, file), 'utf8'));
    programs[program] = Object.fromEntries(noted.map(({ stage, at, cpu }) => [stage, { at: at - begin, cpu }]));
  }
  programs.awf.ended = { at: ended, cpu: programs.awf.exit.cpu };
  return programs;
}

const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))];
};
const spread = (values) => [0.5, 0.25, 0.75].map((share) => Math.round(quantile(values, share)));

function table(stages, all) {
  const rows = Object.entries(stages).map(([stage, what]) => {
    const [median, lower, upper] = spread(all.map((noted) => noted[stage].at));
    const [cpu] = spread(all.map((noted) => noted[stage].cpu));
    return `| ${median} (${lower} to ${upper}) | ${cpu} | ${what} |`;
  });
  return ['| ms since the start | CPU ms | what begins |', '|---|---|---|', ...rows].join('\n');
}

async function emptyNode() {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const begin = now();
    await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
    times.push(now() - begin);
  }
  return spread(times);
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'awf-start-'));
try {
  install(folder);
  const all = { goecho: [], echo: [] };
  // The first run compiles.
  for (let run = 0; run <= runs; run += 1)
    for (const plugin of Object.keys(all)) {
      const programs = await profile(folder, plugin);
      if (run > 0) all[plugin].push(programs);
    }
  const [empty, lower, upper] = await emptyNode();
  const load = os.loadavg()[0].toFixed(1);
  const text = `Node ${process.version}, ${os.availableParallelism()} cores, load average ${load}, ${runs} runs, medians and quartiles. An empty Node (\`node -e 0\`) took ${empty} ms (${lower} to ${upper}) in the same minutes.
CPU time is that of the process itself, until then, and depends less on what else the machine does.

### \`awf run\` with a plugin written in Go

${table(
  hostStages,
  all.goecho.map(({ awf }) => awf),
)}

### \`awf run\` with a plugin written in TypeScript

${table(
  hostStages,
  all.echo.map(({ awf }) => awf),
)}

The plugin's side of the same runs. Its CPU time begins with its own process.

${table(
  pluginStages,
  all.echo.map((programs) => programs['awf-plugin-echo']),
)}`;
  const [before, rest] = readFileSync(page, 'utf8').split('<!-- start-profile -->\n');
  const after = rest.slice(rest.indexOf('<!-- end of start-profile -->'));
  writeFileSync(page, `${before}<!-- start-profile -->\n\n${text}\n\n${after}`);
  process.stdout.write(`${text}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
