import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { matchGlobSegment } from './glob.js';

/**
 * The absolute paths of what matches a pattern in a directory, sorted; go-plugin's Discover. The pattern is that of Go's filepath.Glob:
 * `*`, `?`, `[a-z]`, `[^a-z]` and `\` within each part between slashes; names that begin with a dot match as others do. Whether a file can
 * be executed is not looked at. A directory that is not there or cannot be read has no files.
 * @throws GoPluginError `CONFIG_INVALID` for a malformed pattern
 */
export async function discover(glob: string, directory: string): Promise<readonly string[]> {
  const matchers = glob
    .split('/')
    .filter((segment) => segment !== '')
    .map(matchGlobSegment);
  let found: readonly string[] = matchers.length === 0 ? [] : [resolve(directory)];
  for (const matches of matchers) found = (await Promise.all(found.map((path) => entries(path, matches)))).flat();
  // By code units, as Go sorts bytes; the locale has no say.
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}

async function entries(directory: string, matches: (name: string) => boolean): Promise<readonly string[]> {
  const names = await readdir(directory).catch((): string[] => []);
  return names.filter(matches).map((name) => join(directory, name));
}
