// Starts the command line. It is a bundle of its own, because it must be small: V8 compiles it at every start.
import { readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as program from './main.js';

/** Each command runs other functions, so the compiled code is kept for each command. */
const commands: readonly string[] = ['run', 'validate', 'plugin', 'error'];

/**
 * Runs the command line of this process.
 * @param bundle the file with {@link program.main}
 * @param manifest the package.json of this package
 */
export async function launch(bundle: string, manifest: string): Promise<void> {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  if (process.argv.length === 3 && process.argv[2] === '--version' && prints(`${version}\n`)) return;
  // It needs `node:crypto`, which takes Node 15 ms to load.
  const { CachedProgram, codeCacheFolder } = await import('plugin-code-cache');
  const use = process.argv.slice(2).find((arg) => commands.includes(arg)) ?? '';
  const cached = new CachedProgram(bundle, codeCacheFolder(), use);
  const { main } = cached.run() as typeof program;
  await main(version, dirname(manifest), () => cached.keep());
}

/** Prints without loading the program. If that fails, the program runs, and reports the failure. */
function prints(text: string): boolean {
  try {
    return writeSync(1, text) === text.length;
  } catch {
    return false;
  }
}
