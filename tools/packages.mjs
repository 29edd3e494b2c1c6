// The packages of this repository: their sources, and the folders of their builds. Paths are relative to the root.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..');

const manifestOf = (directory) => JSON.parse(readFileSync(path.join(root, directory, 'package.json'), 'utf8'));

/**
 * The packages that a bundle imports and does not contain: those that the manifest declares, so that npm installs and
 * audits the code that runs.
 */
const declared = (directory) => {
  const { dependencies = {}, peerDependencies = {} } = manifestOf(directory);
  return [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
};

export const packages = {
  // Private: bundled into the others, and so built before them.
  async: {
    directory: 'packages/async',
    entries: { index: 'packages/async/src/index.ts' },
    external: [],
    private: true,
  },
  stdio: {
    directory: 'packages/stdio',
    entries: { index: 'packages/stdio/src/index.ts' },
    external: [],
    private: true,
  },
  // One bundle without dependencies, so that a plugin starts from one file.
  sdk: { directory: 'packages/sdk', entries: { index: 'src/sdk/index.ts' }, external: [] },
  'go-plugin': {
    directory: 'packages/go-plugin',
    entries: { index: 'packages/go-plugin/src/index.ts' },
    external: declared('packages/go-plugin'),
  },
  root: {
    directory: '.',
    entries: {
      index: 'src/index.ts',
      sdk: 'src/sdk/index.ts',
      'go-plugin': 'packages/go-plugin/src/index.ts',
      contract: 'src/contract/index.ts',
      'contract-plugin': 'src/contract/contract-plugin-program.ts',
      cli: 'src/app/cli/main.ts',
    },
    external: [...declared('.'), 'mocha'],
  },
};

/** The entry point of each workspace package: what an import of its name means inside this repository. */
export const sources = {
  'go-plugin-node': 'packages/go-plugin/src/index',
  'plugin-async': 'packages/async/src/index',
  'plugin-stdio': 'packages/stdio/src/index',
};
