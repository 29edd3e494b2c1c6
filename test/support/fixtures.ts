import { fileURLToPath } from 'node:url';

/** The project's root, seen from the compiled tests. */
export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** Path of a program in test/fixtures/plugins, to be run by this Node. */
export function pluginFixture(name: string): string {
  return `${projectRoot}test/fixtures/plugins/${name}.mjs`;
}
