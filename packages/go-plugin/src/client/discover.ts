import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { matchGlobSegment } from './glob.js';

/**
 * Returns the sorted absolute paths of the files that match a pattern in a directory. go-plugin's Discover. The pattern
 * has the syntax of Go's filepath.Glob: `*`, `?`, `[a-z]`, `[^a-z]` and `\` within each part between slashes. Names
 * that begin with a dot match like others. The files need not be executable. A directory that does not exist or cannot
 * be read has no files.
 * @throws GoPluginError `CONFIG_INVALID` for a malformed pattern
 */
export async function discover(glob: string, directory: string): Promise<readonly string[]> {
  const matchers = glob
    .split('/')
    .filter((segment) => segment !== '')
    .map(matchGlobSegment);
  let found: readonly string[] = matchers.length === 0 ? [] : [resolve(directory)];
  for (const matches of matchers) found = (await Promise.all(found.map((path) => entries(path, matches)))).flat();
  // By code units, as Go sorts bytes, not by locale.
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}

async function entries(directory: string, matches: (name: string) => boolean): Promise<readonly string[]> {
  const names = await readdir(directory).catch((): string[] => []);
  return names.filter(matches).map((name) => join(directory, name));
}
