import { readFileSync } from 'node:fs';

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
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .startsWith('Z');
  } catch {
    return true;
  }
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
