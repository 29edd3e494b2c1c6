import { readdirSync, readFileSync } from 'node:fs';

/**
 * The limit for events that must happen, at a time that the kernel or another process decides. Only failing tests reach
 * it.
 */
const patienceMs = 30_000;

/** Whether a process exists. A zombie counts as gone, because init may need seconds to reap it. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return process.platform !== 'linux' || !isZombie(pid);
}

function isZombie(pid: number): boolean {
  return (stateIn(`/proc/${pid}/stat`) ?? 'Z') === 'Z';
}

/** The state letter of a process or thread, or undefined when there is none. Its name before it may hold any character. */
function stateIn(statFile: string): string | undefined {
  try {
    return readFileSync(statFile, 'utf8').replace(/^.*\) /s, '')[0];
  } catch {
    return undefined;
  }
}

/**
 * Stops a process and waits until it has stopped: a thread that runs when the signal is sent may still answer a call.
 */
export async function stops(pid: number): Promise<boolean> {
  process.kill(pid, 'SIGSTOP');
  if (process.platform !== 'linux') return true;
  const threads = `/proc/${pid}/task`;
  return comesTrue(() => readdirSync(threads).every((thread) => (stateIn(`${threads}/${thread}/stat`) ?? 'T') === 'T'));
}

/** Whether a process exits that is not a child of this one, so that there is no event. */
export async function ends(pid: number): Promise<boolean> {
  return comesTrue(() => !lives(pid));
}

/** Whether a condition becomes true for which there is no event. */
export async function comesTrue(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}
