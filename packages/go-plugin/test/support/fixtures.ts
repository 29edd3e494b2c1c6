import { fileURLToPath } from 'node:url';

/** The project's root, seen from the compiled tests. */
export const projectRoot = fileURLToPath(new URL('../../../../../', import.meta.url));

/** Path of a program in packages/go-plugin/test/fixtures/plugins, to be run by this Node. */
export function pluginFixture(name: string): string {
  return `${projectRoot}packages/go-plugin/test/fixtures/plugins/${name}.mjs`;
}

/** Path of a program in packages/go-plugin/test/fixtures/servers, to be run by this Node. */
export function pluginServer(name: string): string {
  return `${projectRoot}packages/go-plugin/test/fixtures/servers/${name}.mjs`;
}
