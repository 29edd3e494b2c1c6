import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a program of this directory in a process with --expose-gc. The program reports with one message. */
export async function measureInProcess<Figures>(program: string, ...args: readonly string[]): Promise<Figures> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = fork(path, args, { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit');
  const [figures] = (await Promise.race([once(child, 'message'), ended.then(failed)])) as [Figures];
  await ended;
  return figures;
}

const failed = (): never => {
  throw new Error('a measuring process ended without its figures');
};
