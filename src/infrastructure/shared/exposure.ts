import type { Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { dirname, isAbsolute, parse, resolve } from 'node:path';

/** A file or folder that another user has made or may change. */
export interface ExposedPath {
  readonly path: string;
  /** The rest of a sentence that begins with the path. */
  readonly problem: string;
}

/**
 * The first link, file or folder on the way of a path that another user could exchange. Undefined also on systems without owners.
 *
 * @param ifMissing the problem of what does not exist. @default none: it is passed over
 */
export async function exposureOf(path: string, ifMissing?: string): Promise<ExposedPath | undefined> {
  for await (const { at, status } of wayOf(path)) {
    const problem = status === undefined ? ifMissing : exposureIn(status);
    if (problem !== undefined) return { path: at, problem };
  }
  return undefined;
}

/** What a path leads through, or what is missing there. */
interface Passed {
  readonly at: string;
  readonly status: Stats | undefined;
}

/** As many as Linux follows. */
const mostLinks = 40;

/** All that a system looks at to find what a path leads to, link by link: a user who can exchange one of these decides what is found. */
async function* wayOf(path: string): AsyncGenerator<Passed> {
  const { root } = parse(resolve(path));
  const names = [root, ...namesIn(resolve(path).slice(root.length))];
  let at = root;
  for (let links = 0, name = names.shift(); name !== undefined && links <= mostLinks; name = names.shift()) {
    // Links up to here are resolved, so `..` is the folder above.
    at = resolve(at, name);
    const status = await lstat(at).catch(() => undefined);
    yield { at, status };
    if (status === undefined) return;
    if (!status.isSymbolicLink()) continue;
    const target = await readlink(at);
    links += 1;
    names.unshift(...namesIn(target));
    at = isAbsolute(target) ? root : dirname(at);
  }
}

const namesIn = (path: string): readonly string[] => path.split('/').filter((name) => name !== '');

/** How another user could change what has this status, if at all. */
export function exposureIn({ uid, gid, mode }: Pick<Stats, 'uid' | 'gid' | 'mode'>): string | undefined {
  const own = process.getuid?.();
  if (own === undefined) return undefined;
  if (uid !== own && uid !== 0) return `belongs to another user (uid ${uid})`;
  // Anybody may write to a link, which means nothing: it cannot be written to.
  if ((mode & fileKind) === symbolicLink) return undefined;
  // Of a sticky folder such as /tmp, only the owner of an entry can rename or remove it.
  if ((mode & sticky) !== 0 && (mode & fileKind) === folder) return undefined;
  if ((mode & 0o002) !== 0) return 'can be changed by every user of this machine';
  return (mode & 0o020) !== 0 && !isOwnGroup(uid, gid) ? `can be changed by its group (gid ${gid})` : undefined;
}

const fileKind = 0o170000;
const symbolicLink = 0o120000;
const folder = 0o040000;
const sticky = 0o1000;

/** Many systems give each user a group of the same number, and files of mode 0664 in it. The group of root has root alone, or a container's user. */
const isOwnGroup = (uid: number, gid: number): boolean => gid === uid || gid === 0;

/** Who else can read what has this status, if anybody; on systems without owners, nobody. */
export function readableBy({ uid, gid, mode }: Pick<Stats, 'uid' | 'gid' | 'mode'>): string | undefined {
  if (process.getuid === undefined) return undefined;
  if ((mode & 0o004) !== 0) return 'can be read by every user of this machine';
  return (mode & 0o040) !== 0 && !isOwnGroup(uid, gid) ? `can be read by its group (gid ${gid})` : undefined;
}
