import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A plugin program as a host sees it: its output and its exit. */
export class PluginProgram implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly #looks = new Set<() => void>();
  stdout = '';
  stderr = '';
  /** Resolves with the exit code, or the signal, when the program has ended and its output has been read. */
  readonly ended: Promise<number | NodeJS.Signals>;

  constructor(command: readonly [string, ...string[]], env: Readonly<Record<string, string | undefined>>) {
    const [program, ...args] = command;
    const all = Object.entries({ PATH: process.env['PATH'], ...env }).filter(([, value]) => value !== undefined);
    this.child = spawn(program, args, { env: Object.fromEntries(all), stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (data: Buffer) => {
      this.stdout += data.toString();
      this.#changed();
    });
    this.child.stderr?.on('data', (data: Buffer) => {
      this.stderr += data.toString();
      this.#changed();
    });
    this.ended = once(this.child, 'close').then(
      ([code, signal]) => (code as number | null) ?? (signal as NodeJS.Signals),
    );
  }

  /** Waits for the first line on stdout. */
  async line(): Promise<string> {
    await this.until(() => this.stdout.includes('\n'));
    return this.stdout.slice(0, this.stdout.indexOf('\n'));
  }

  /** The address in the handshake line. */
  async address(): Promise<string> {
    return (await this.line()).split('|')[3] ?? '';
  }

  /** Waits until its output fulfils a condition. Rejects if the program exits before that. */
  async until(holds: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (holds()) resolve();
        else this.#looks.add(look);
      };
      void this.ended.then(() => {
        if (holds()) resolve();
        else reject(new Error(`the program ended; stdout: ${this.stdout}; stderr: ${this.stderr}`));
      });
      look();
    });
  }

  #changed(): void {
    const looks = [...this.#looks];
    this.#looks.clear();
    for (const look of looks) look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
