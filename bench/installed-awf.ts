import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The `awf` command as npm installs it: without the sources, whose age it would look at. What V8 compiles is kept in the same folder. */
export class InstalledAwf implements AsyncDisposable {
  private constructor(readonly folder: string) {}

  static async create(): Promise<InstalledAwf> {
    const folder = await mkdtemp(join(tmpdir(), 'awf-bench-'));
    for (const part of ['bin', 'dist', 'package.json', 'examples/plugins'])
      await cp(join(root, part), join(folder, part), { recursive: true });
    return new InstalledAwf(folder);
  }

  /** The folder of the plugin written in TypeScript. */
  get examplePlugins(): string {
    return join(this.folder, 'examples/plugins');
  }

  /** Runs the command to its end with a Node. @returns how long the process took, in milliseconds */
  run(node: string, ...args: readonly string[]): Promise<number> {
    return wholeProcess(node, [join(this.folder, 'bin/awf'), ...args], {
      ...process.env,
      XDG_CACHE_HOME: join(this.folder, 'cache'),
      XDG_DATA_HOME: join(this.folder, 'data'),
    });
  }

  /** A workflow with one step. @returns its path */
  async workflow(operation: string): Promise<string> {
    const path = join(this.folder, `${operation}.yaml`);
    const text = `name: bench
version: 1.0.0
states:
  initial: say
  say: { type: operation, operation: ${operation}, inputs: { text: hello }, on_success: done }
  done: { type: terminal }
`;
    await writeFile(path, text);
    return path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Runs a program to its end. @returns how long the process took, in milliseconds */
export async function wholeProcess(program: string, args: readonly string[], env = process.env): Promise<number> {
  const begin = performance.now();
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status ?? 'a signal'}`);
  return performance.now() - begin;
}
