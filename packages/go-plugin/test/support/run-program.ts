import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** How a program ended and what it printed. */
export interface ProgramRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The options of {@link runProgram}. */
export interface ProgramOptions {
  readonly cwd?: string | undefined;
  /** On top of this process's environment. A variable that is undefined is left out. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Whether it gets its own process group, so that signals can reach the whole group. Default: false. */
  readonly detached?: boolean | undefined;
}

/** Runs a program to its end. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramRun> {
  const child = spawn(program, args, {
    cwd: options.cwd,
    detached: options.detached,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}
