import { readdir, readlink } from 'node:fs/promises';

/** The number of open file descriptors of this process. 0 without /proc and /dev/fd. */
export async function countOpenFiles(): Promise<number> {
  const entries = await readdir(process.platform === 'linux' ? '/proc/self/fd' : '/dev/fd').catch(() => []);
  return entries.length;
}

/** The sockets of this process, each with a unique name. Empty without /proc. */
export async function openSockets(): Promise<ReadonlySet<string>> {
  const entries = await readdir('/proc/self/fd').catch(() => []);
  const targets = await Promise.all(entries.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return new Set(targets.filter((target) => target.startsWith('socket:')));
}

/** How many sockets have been opened since then. Sockets that were closing at that time do not reduce the number. */
export async function newSockets(before: ReadonlySet<string>): Promise<number> {
  return [...(await openSockets())].filter((socket) => !before.has(socket)).length;
}
