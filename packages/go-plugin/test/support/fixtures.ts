import { fileURLToPath } from 'node:url';

/** The project's root, seen from the compiled tests. */
export const projectRoot = fileURLToPath(new URL('../../../../../', import.meta.url));

const programs = `${projectRoot}build/programs/packages/go-plugin`;

/** Path of a program in packages/go-plugin/test/fixtures/plugins, to be run by this Node. */
export function pluginFixture(name: string): string {
  return `${programs}/test/fixtures/plugins/${name}.js`;
}

/** Path of a program in packages/go-plugin/test/fixtures/servers, to be run by this Node. */
export function pluginServer(name: string): string {
  return `${programs}/test/fixtures/servers/${name}.js`;
}

/** Path of a program in packages/go-plugin/test/fixtures/hosts, to be run by this Node. */
export function hostFixture(name: string): string {
  return `${programs}/test/fixtures/hosts/${name}.js`;
}

/** Path of the host or the plugin of an example in packages/go-plugin/examples, to be run by this Node. */
export function exampleProgram(example: string, program: 'host' | 'plugin'): string {
  return `${programs}/examples/${example}/${program}.js`;
}
