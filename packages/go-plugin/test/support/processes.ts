import { readFileSync } from 'node:fs';

/** For what is certain to happen and whose moment is the kernel's or another process's; reached only by what fails. */
const patienceMs = 30_000;

/** Whether there is such a process. One that has ended counts as gone also where its parent has yet to take note: init may need seconds. */
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

/** Whether a process ends, which is no child of this one, so that no event tells of it. */
export async function ends(pid: number): Promise<boolean> {
  return comesTrue(() => !lives(pid));
}

/** Whether something comes true that no event tells of. */
export async function comesTrue(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}
