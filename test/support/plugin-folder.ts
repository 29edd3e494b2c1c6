import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../packages/go-plugin/test/support/fixtures.js';

/** A plugin in a process of its own, for a test of the command. */
export interface ScriptedPlugin {
  readonly name: string;
  readonly capabilities: readonly string[];
  readonly description?: string;
  /** The body of a function that gives the members of the plugin, such as `return { validator: ... }`. It sees the SDK as `sdk`. */
  readonly body: string;
}

/** Writes plugins into a folder. @returns its path */
export async function writePlugins(directory: string, ...plugins: readonly ScriptedPlugin[]): Promise<string> {
  const folder = join(directory, 'plugins');
  for (const { name, capabilities, description = '', body } of plugins) {
    const own = join(folder, name);
    await mkdir(own, { recursive: true });
    const manifest = { name, version: '1.0.0', awf_version: '>=0.5.0', description, capabilities };
    await writeFile(join(own, 'plugin.yaml'), JSON.stringify(manifest));
    await writeFile(
      join(own, 'program.mjs'),
      `import * as sdk from '${projectRoot}dist/sdk.js';
const members = () => { ${body} };
await sdk.serve({ name: '${name}', version: '1.0.0', ...members() });
`,
    );
    const program = join(own, `awf-plugin-${name}`);
    await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${join(own, 'program.mjs')}'\n`);
    await chmod(program, 0o755);
  }
  return folder;
}
