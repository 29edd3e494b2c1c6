import { readdir } from 'node:fs/promises';

/** How many file descriptors this process has open; 0 where there is no /proc or /dev/fd to tell. */
export async function countOpenFiles(): Promise<number> {
  const entries = await readdir(process.platform === 'linux' ? '/proc/self/fd' : '/dev/fd').catch(() => []);
  return entries.length;
}
