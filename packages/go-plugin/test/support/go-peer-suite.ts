import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPeer } from './go-plugin-peers.js';
import { requireGo } from './go.js';

/** The Go program and the directory of a suite. Read them in tests, not before. */
export interface GoPeerSuite {
  /** Path of the program. */
  readonly program: string;
  /** An empty directory for each test. It is removed after the test. */
  readonly directory: string;
}

/**
 * Adds hooks to a suite that build `cmd/<name>` of packages/go-plugin/test/interop/go, or skip the suite without Go,
 * and give each test a directory.
 */
export function useGoPeer(name: string): GoPeerSuite {
  let program = '';
  let directory = '';
  before(async function () {
    requireGo(this);
    program = await buildPeer(name);
  });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), `${name}-`));
  });
  afterEach(() => rm(directory, { recursive: true }));
  return {
    get program() {
      return program;
    },
    get directory() {
      return directory;
    },
  };
}
