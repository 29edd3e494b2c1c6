import { readdir, readlink } from 'node:fs/promises';

/** How many file descriptors this process has open; 0 where there is no /proc or /dev/fd to tell. */
export async function countOpenFiles(): Promise<number> {
  const entries = await readdir(process.platform === 'linux' ? '/proc/self/fd' : '/dev/fd').catch(() => []);
  return entries.length;
}

/** The sockets of this process, each by a name that no other has; none where there is no /proc. */
export async function openSockets(): Promise<ReadonlySet<string>> {
  const entries = await readdir('/proc/self/fd').catch(() => []);
  const targets = await Promise.all(entries.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return new Set(targets.filter((target) => target.startsWith('socket:')));
}

/** How many sockets have been opened since; what was being closed then does not count against them. */
export async function newSockets(before: ReadonlySet<string>): Promise<number> {
  return [...(await openSockets())].filter((socket) => !before.has(socket)).length;
}
