// npm run killed-hosts [-- --hosts N --plugins N]: kills hosts with busy plugins by SIGKILL, one after the other, and prints what remained after
// 2 s. Half of the plugins are in Go, half in TypeScript; a quarter has started a process of its own. Ends with status 1 if anything remained.
import { parseArgs } from 'node:util';
import { pluginServer } from '../packages/go-plugin/test/support/fixtures.js';
import { buildPeer } from '../packages/go-plugin/test/support/go-plugin-peers.js';
import { killBusyHost, total, type HostDeath } from '../packages/go-plugin/test/support/killed-host.js';

const { values } = parseArgs({
  options: { hosts: { type: 'string', default: '5' }, plugins: { type: 'string', default: '20' } },
});
const hosts = Number(values.hosts);
const go = await buildPeer('testplugin');
const programs = [
  [go],
  [process.execPath, pluginServer('interop-plugin')],
  [go, '-grandchild', '-ignore-term'],
  [process.execPath, pluginServer('interop-plugin')],
  [go],
  [process.execPath, pluginServer('leaves-daemon')],
  [go],
  [process.execPath, pluginServer('interop-plugin')],
];
const plugins = Array.from({ length: Number(values.plugins) }, (_, index) => programs[index % programs.length] ?? []);

const deaths: HostDeath[] = [];
console.log(`${hosts} hosts with ${plugins.length} busy plugins each, node ${process.version}`);
console.log('host | killed | after 2 s: processes, reapers, sockets, folders | nothing left after');
for (let host = 1; host <= hosts; host++) {
  const death = await killBusyHost({ plugins });
  deaths.push(death);
  const { processes, reapers, sockets, folders } = death.afterTwoSeconds;
  const gone = death.goneAfterMs === undefined ? 'never' : `${Math.round(death.goneAfterMs)} ms`;
  console.log(`${host} | ${death.killed} | ${processes}, ${reapers}, ${sockets}, ${folders} | ${gone}`);
}
const sum = (of: (death: HostDeath) => number): number => deaths.reduce((all, death) => all + of(death), 0);
const slowest = Math.max(...deaths.map(({ goneAfterMs = Infinity }) => goneAfterMs));
const remained = sum(({ afterTwoSeconds }) => total(afterTwoSeconds));
console.log(
  `all | ${sum(({ killed }) => killed)} | ${(['processes', 'reapers', 'sockets', 'folders'] as const)
    .map((kind) => sum(({ afterTwoSeconds }) => afterTwoSeconds[kind]))
    .join(', ')} | ${Math.round(slowest)} ms at most`,
);
process.exitCode = remained > 0 ? 1 : 0;
