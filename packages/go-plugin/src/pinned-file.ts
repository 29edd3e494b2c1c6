import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What a path may lead to. */
export type FileKind = 'socket' | 'directory';

/** Opens no more than a reference to a file, so that it works for a socket. Linux has this flag, and Node has no name for it. */
const reference = 0o10000000;

/**
 * Does something with the file at a path itself, never with what a link there leads to. A plugin may exchange a file in its folder at any moment, and a
 * host must not be led to a file that the plugin could not change itself.
 *
 * @param work gets a path that leads to this one file, whatever happens to the name
 * @throws Error if something else is there
 */
export async function withPinned(path: string, kind: FileKind, work: (pinned: string) => Promise<void>): Promise<void> {
  const file = await open(path, reference | constants.O_NOFOLLOW);
  try {
    refuseOther(path, kind, await file.stat());
    await work(pathOf(file.fd));
  } finally {
    await file.close();
  }
}

/**
 * {@link withPinned} for systems that cannot keep hold of a file. There, nothing takes the right to change files away from a plugin, so it gains nothing
 * by an exchange.
 */
export async function withPath(path: string, kind: FileKind, work: (path: string) => Promise<void>): Promise<void> {
  refuseOther(path, kind, await lstat(path));
  await work(path);
}

/**
 * Does something with an entry of a folder that stays the same, even if something else takes the place of the folder.
 * @param work gets a path of the entry
 */
export async function withEntry(path: string, work: (entry: string) => Promise<void>): Promise<void> {
  const folder = await open(dirname(path), reference | constants.O_DIRECTORY);
  try {
    await work(join(pathOf(folder.fd), basename(path)));
  } finally {
    await folder.close();
  }
}

const pathOf = (fd: number): string => `/proc/self/fd/${fd}`;

interface Status {
  isSocket(): boolean;
  isDirectory(): boolean;
}

function refuseOther(path: string, kind: FileKind, status: Status): void {
  const isMeant = kind === 'socket' ? status.isSocket() : status.isDirectory();
  if (!isMeant) throw new Error(`${path} is not a ${kind}`);
}
