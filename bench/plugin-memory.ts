import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildLoadHost, withoutGo } from './go-peers.js';
import { LoadHost } from './load-host.js';
import { ratioRow, type Benchmark } from './report.js';
import { sideBySide } from './side-by-side.js';

const rounds = 5;
const wholeLoad = { calls: 20_000, inFlight: 64 };
const openSocket = "require('net').createServer().listen(0, '127.0.0.1', () => console.log('ready'))";

/** Resident memory of a process, in megabytes. */
const residentMemory = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Resident memory of a plugin with the SDK after 20,000 calls, against a Node process with an open socket. */
export const pluginMemory: Benchmark = {
  name: 'plugin-memory',
  unavailable: withoutGo,
  async run(scale) {
    const load = { ...wholeLoad, calls: scale.amount(wholeLoad.calls) };
    const host = await buildLoadHost();
    const plugin = fileURLToPath(new URL('echo-plugin.js', import.meta.url));
    const ours = async (): Promise<number> => {
      await using running = await LoadHost.start(host, ['--', process.execPath, plugin]);
      await running.run(load);
      return residentMemory(running.pluginPid);
    };
    const theirs = async (): Promise<number> => {
      const child = spawn(process.execPath, ['-e', openSocket], { stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = once(child, 'exit');
      await once(child.stdout, 'data');
      const memory = residentMemory(child.pid ?? 0);
      child.kill('SIGKILL');
      await exited;
      return memory;
    };
    const compared = await sideBySide(
      { name: 'ours', run: ours },
      { name: 'node -e', run: theirs },
      scale.rounds(rounds),
    );
    const what = `memory of a TypeScript plugin after ${load.calls.toLocaleString('en')} calls | node -e with an open socket`;
    return [ratioRow(what, 'MB', compared, { atMost: 1.7 })];
  },
};
