import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildGoProgram, hasGo } from '../packages/go-plugin/test/support/go.js';
import { projectRoot } from '../packages/go-plugin/test/support/fixtures.js';
import type { Language } from './injection.js';

/** A folder for one run, with plugins. Short, because it holds unix sockets. */
export interface Stage extends AsyncDisposable {
  readonly directory: string;
  readonly pluginsDir: string;
  readonly languages: readonly Language[];
}

/** A plugin of a stage: its name, what it is written in, and whether the variable TORTURE reaches it. */
export interface StagePlugin {
  readonly name: string;
  readonly language: Language;
  readonly struck: boolean;
}

/** Small, so that a plugin in TypeScript soon is out of memory. */
const heapMegabytes = 48;

/** Both programmes look at the processes of the whole system, and at the descriptors of a host. */
export function leaveUnlessLinux(): void {
  if (process.platform === 'linux') return;
  process.stdout.write('skipped: only Linux shows what remains of plugins\n');
  process.exit(0);
}

/** The languages whose plugins can be run here. */
export const languagesHere = (): readonly Language[] => (hasGo() ? ['TypeScript', 'Go'] : ['TypeScript']);

/** Makes the folder. Plugins in languages that cannot be run here are left out. */
export async function makeStage(plugins: readonly StagePlugin[]): Promise<Stage> {
  const languages = languagesHere();
  const directory = await mkdtemp('/tmp/tort-');
  const pluginsDir = join(directory, 'plugins');
  for (const plugin of plugins.filter(({ language }) => languages.includes(language)))
    await install(plugin, pluginsDir, await programOf(plugin.language));
  return {
    directory,
    pluginsDir,
    languages,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

/** The command line of a victim. */
async function programOf(language: Language): Promise<readonly string[]> {
  if (language === 'Go') return [await buildGoProgram('torture/go', '.')];
  const victim = join(projectRoot, 'build/torture/victim.mjs');
  return [process.execPath, `--max-old-space-size=${heapMegabytes}`, victim];
}

async function install({ name, struck }: StagePlugin, pluginsDir: string, program: readonly string[]): Promise<void> {
  const folder = join(pluginsDir, name);
  await mkdir(folder, { recursive: true });
  const command = program.map((part) => `'${part}'`).join(' ');
  const script = `#!/bin/sh\n${struck ? '' : 'unset TORTURE\n'}exec ${command}\n`;
  await writeFile(join(folder, `awf-plugin-${name}`), script, { mode: 0o755 });
  const manifest = `name: ${name}\nversion: 1.0.0\nawf_version: '>=0.5.0'\ncapabilities: [operations]\n`;
  await writeFile(join(folder, 'plugin.yaml'), manifest);
}
