// Starts the command line. It is a bundle of its own, because it must be small: V8 compiles it at every start.
import { readFileSync } from 'node:fs';
import { CachedProgram, codeCacheFolder } from 'plugin-code-cache';
import type * as program from './main.js';

/** Each of them runs other functions, and so has compiled code of its own. */
const commands: readonly string[] = ['run', 'validate', 'plugin', 'error'];

/**
 * Runs the command line of this process.
 * @param bundle the file with {@link program.main}
 * @param manifest the package.json of this package
 */
export async function launch(bundle: string, manifest: string): Promise<void> {
  const use = process.argv.slice(2).find((arg) => commands.includes(arg)) ?? '';
  const cached = new CachedProgram(bundle, codeCacheFolder(), use);
  const { main } = cached.run() as typeof program;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  await main(version, () => cached.keep());
}
