import { execFile } from 'node:child_process';
import { limitCall } from 'plugin-async';

/** How a program of the system is run. */
export interface ProgramOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string | undefined;
  readonly signal: AbortSignal;
  /** It is killed after that time. */
  readonly timeoutMs: number;
}

/** How it ended. */
export type ProgramResult =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly reason: string; readonly missing: boolean };

/** Far more than the programs say that are run here. */
const mostOutput = 64 * 1024;

/** Runs a program without a shell, and gives what it prints. @throws the reason of the signal */
export async function runProgram(
  file: string,
  args: readonly string[],
  { env, cwd, signal, timeoutMs }: ProgramOptions,
): Promise<ProgramResult> {
  let late = false;
  using limit = limitCall(
    { signal, timeoutMs },
    {
      canceled: (reason) => new Error('canceled', { cause: reason }),
      late: () => {
        late = true;
        return new Error('late');
      },
    },
  );
  const options = { env: { ...env }, cwd, signal: limit.signal, killSignal: 'SIGKILL', maxBuffer: mostOutput } as const;
  const result = await new Promise<ProgramResult>((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) {
        resolve({ ok: true, output: (stdout + stderr).trim() });
        return;
      }
      const said = stderr.trim() || stdout.trim();
      const missing = error.code === 'ENOENT';
      const ended = said === '' ? `${file} ended with ${String(error.code ?? error.signal)}` : said;
      const reason = late ? `${file} did not end within ${timeoutMs / 1_000} s` : ended;
      resolve({ ok: false, missing, reason: missing ? `there is no program ${file}` : reason });
    });
  });
  signal.throwIfAborted();
  return result;
}
