import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const writableByOthers = 0o022;
const sticky = 0o1000;

/**
 * The folder for compiled code: `awf-plugins` in the user's cache folder. V8 runs what is in there without checking it, so no other user
 * may be able to put anything into it. It is made, with mode 0700, when it is missing.
 * @returns undefined where code must not be kept: the folder, or one above it, can be changed by another user; or the system, as Windows,
 * has no owners to compare; or `NODE_DISABLE_COMPILE_CACHE` is set; or coverage is measured, which needs code that V8 has compiled itself
 */
export function codeCacheFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (isSet(env['NODE_DISABLE_COMPILE_CACHE']) || isSet(env['NODE_V8_COVERAGE'])) return undefined;
  const user = process.geteuid?.();
  if (user === undefined) return undefined;
  try {
    const caches = isSet(env['XDG_CACHE_HOME']) ? env['XDG_CACHE_HOME'] : join(env['HOME'] ?? homedir(), '.cache');
    return ownFolder(join(caches, 'awf-plugins'), user);
  } catch {
    return undefined;
  }
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';

function ownFolder(path: string, user: number): string | undefined {
  const folder = existing(path);
  const { uid, mode } = lstatSync(folder);
  if (uid !== user || (mode & 0o077) !== 0) return undefined;
  for (let at = dirname(folder); ; at = dirname(at)) {
    if (!isOutOfReach(at, user)) return undefined;
    if (at === dirname(at)) return folder;
  }
}

function existing(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return realpathSync(path);
  }
}

/** Whether no other user can replace what is in this folder. In a sticky one, as /tmp, they can replace only what is theirs. */
function isOutOfReach(path: string, user: number): boolean {
  const { uid, mode } = lstatSync(path);
  if (uid !== user && uid !== 0) return false;
  return (mode & writableByOthers) === 0 || (mode & sticky) !== 0;
}
