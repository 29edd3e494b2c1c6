// The packages of this repository: their sources, and the folders of their builds. Paths are relative to the root.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..');

const manifestOf = (directory) => JSON.parse(readFileSync(path.join(root, directory, 'package.json'), 'utf8'));

/** Packages that a library imports instead of containing them: its user shares them, and npm audits them. */
const declared = (directory) => {
  const { dependencies = {}, peerDependencies = {} } = manifestOf(directory);
  return [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
};

/**
 * A library imports its dependencies. A program (the command line, and every plugin made with the SDK) contains them: loading them file by
 * file takes longer than everything else at its start (docs/adr/0016 has the figures).
 */
export const packages = {
  // Private: bundled into the others, and so built before them.
  async: {
    directory: 'packages/async',
    bundles: [{ entries: { index: 'packages/async/src/index.ts' }, external: [] }],
    private: true,
  },
  stdio: {
    directory: 'packages/stdio',
    bundles: [{ entries: { index: 'packages/stdio/src/index.ts' }, external: [] }],
    private: true,
  },
  'code-cache': {
    directory: 'packages/code-cache',
    bundles: [{ entries: { index: 'packages/code-cache/src/index.ts' }, external: [] }],
    private: true,
  },
  sdk: {
    directory: 'packages/sdk',
    bundles: [
      { entries: { index: 'src/sdk/index.ts', testing: 'src/sdk/testing/index.ts' }, external: [] },
      { entries: { compiled: 'src/sdk/compiled.ts' }, external: [] },
      { entries: { sdk: 'src/sdk/index.ts' }, external: [], format: 'cjs' },
    ],
  },
  'go-plugin': {
    directory: 'packages/go-plugin',
    bundles: [
      {
        entries: {
          index: 'packages/go-plugin/src/index.ts',
          connect: 'packages/go-plugin/src/connect/index.ts',
          'guard-stdout': 'packages/go-plugin/src/guard-stdout.ts',
        },
        external: declared('packages/go-plugin'),
      },
    ],
  },
  root: {
    directory: '.',
    bundles: [
      {
        entries: {
          index: 'src/index.ts',
          'go-plugin': 'packages/go-plugin/src/index.ts',
          'go-plugin-connect': 'packages/go-plugin/src/connect/index.ts',
          contract: 'src/contract/index.ts',
        },
        external: [...declared('.'), 'mocha'],
      },
      {
        entries: {
          sdk: 'src/sdk/index.ts',
          'sdk-testing': 'src/sdk/testing/index.ts',
          'contract-plugin': 'src/contract/contract-plugin-program.ts',
        },
        external: [],
      },
      { entries: { compiled: 'src/sdk/compiled.ts' }, external: [] },
      // CommonJS, because V8's compiled code can be kept for it on every version of Node (docs/adr/0019).
      {
        entries: { launch: 'src/app/cli/launch.ts', cli: 'src/app/cli/main.ts', sdk: 'src/sdk/index.ts' },
        // Only installing and developing plugins needs them, and every other command would have to read them.
        external: ['chokidar', 'tar', 'yauzl'],
        format: 'cjs',
      },
    ],
  },
};

/** The entry point of each workspace package: what an import of its name means inside this repository. */
export const sources = {
  'go-plugin-node': 'packages/go-plugin/src/index',
  'plugin-async': 'packages/async/src/index',
  'plugin-stdio': 'packages/stdio/src/index',
  'go-plugin-node/connect': 'packages/go-plugin/src/connect/index',
  'plugin-code-cache': 'packages/code-cache/src/index',
  'go-plugin-node/guard-stdout': 'packages/go-plugin/src/guard-stdout',
};
