import { buildGoHost, buildGoPlugin, installGoPlugin, withoutGo } from './go-peers.js';
import { InstalledAwf, wholeProcess } from './installed-awf.js';
import { ratioRow, type Benchmark, type Row } from './report.js';
import { sideBySide } from './side-by-side.js';

/** Pairs of a whole run. */
const fullRounds = 15;
const versions = ['20', '24', '26'];

const emptyNode = (node: string): Promise<number> => wholeProcess(node, ['-e', '0']);

/** Whole processes: `awf --version`, and `awf run` of one operation, against an empty Node and against a Go program that does the same. */
export const awfStart: Benchmark = {
  name: 'awf-start',
  unavailable: withoutGo,
  async run(scale) {
    const [plugin, goHost] = await Promise.all([buildGoPlugin(), buildGoHost()]);
    await using goPlugins = await installGoPlugin(plugin);
    await using awf = await InstalledAwf.create();
    const goRun = ['run', await awf.workflow('goecho.echo'), '--plugins-dir', goPlugins.path];
    const tsRun = ['run', await awf.workflow('echo.echo'), '--plugins-dir', awf.examplePlugins];
    const rounds = scale.rounds(fullRounds);
    const rows: Row[] = [];
    for (const [what, args, atMost] of [
      ['awf --version', ['--version'], 1.2],
      ['awf run, Go plugin', goRun, 1.8],
      ['awf run, TypeScript plugin', tsRun, 2.8],
    ] as const)
      rows.push(await againstEmptyNode(awf, { what, args, atMost, rounds }));
    // A quick run installs nothing.
    for (const version of rounds === fullRounds ? versions : []) {
      const node = await nodeProgram(version);
      const goProgram = (): Promise<number> => wholeProcess(goHost, ['-n', '1', '-warm-up', '0', '--', plugin]);
      rows.push(await againstGoProgram(awf, { version, node, args: goRun, rounds }, goProgram));
    }
    return rows;
  },
};

interface Command {
  readonly args: readonly string[];
  readonly rounds: number;
}

async function againstEmptyNode(
  awf: InstalledAwf,
  { what, args, atMost, rounds }: Command & { readonly what: string; readonly atMost: number },
): Promise<Row> {
  const { execPath: node } = process;
  const ours = { name: what, run: () => awf.run(node, ...args) };
  const comparison = await sideBySide(ours, { name: 'node -e 0', run: () => emptyNode(node) }, rounds);
  return ratioRow(`${what}, whole process | node -e 0`, 'ms', comparison, { atMost });
}

/** What we add to the start of Node, which nobody can avoid, against all that the Go program takes. */
async function againstGoProgram(
  awf: InstalledAwf,
  { version, node, args, rounds }: Command & { readonly version: string; readonly node: string },
  goProgram: () => Promise<number>,
): Promise<Row> {
  const above = async (): Promise<number> => (await awf.run(node, ...args)) - (await emptyNode(node));
  const comparison = await sideBySide({ name: 'ours', run: above }, { name: 'Go program', run: goProgram }, rounds);
  const what = `awf run, Go plugin, above an empty Node ${version} | a whole Go program`;
  return ratioRow(what, 'ms', comparison, { atMost: 1.5 });
}

/** The program of a version of Node, which npm brings into .cache/nodes. */
async function nodeProgram(version: string): Promise<string> {
  const module = (await import(new URL('../../tools/install-package.mjs', import.meta.url).href)) as {
    nodeProgram(version: string): string;
  };
  return module.nodeProgram(version);
}
