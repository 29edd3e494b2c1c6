import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/**
 * A line that names this process: its number, when it started, and the machine or container in which that number means something. Numbers
 * alone are used again.
 */
export async function ownRecord(): Promise<string> {
  own ??= recordOf(process.pid);
  return own;
}

let own: Promise<string> | undefined;

/**
 * Whether the process that a record names has ended.
 * @returns undefined where that cannot be known: the record is damaged, or of another machine or container
 */
export async function hasEnded(record: string): Promise<boolean | undefined> {
  const [pid = '', , space = ''] = record.trim().split(' ');
  if (!/^[1-9]\d{0,9}$/u.test(pid) || space !== (await spaceOf())) return undefined;
  return isAlive(Number(pid)) ? (await recordOf(Number(pid))) !== record.trim() : true;
}

const recordOf = async (pid: number): Promise<string> => `${pid} ${await startOf(pid)} ${await spaceOf()}`;

/** In ticks since the machine started; `-` on systems without /proc, where the number alone has to do. */
async function startOf(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name before the last parenthesis may contain blanks.
  return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
}

async function spaceOf(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  return `${hostname()}/${boot.trim()}/${namespace}`.replaceAll(/\s/gu, '');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
