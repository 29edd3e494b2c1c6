import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPeer } from './go-plugin-peers.js';
import { requireGo } from './go.js';

/** What a suite against a Go program works with; to be read in its tests. */
export interface GoPeerSuite {
  /** Path of the program. */
  readonly program: string;
  /** An empty directory, another for each test, which is removed with all that is in it. */
  readonly directory: string;
}

/** Has the suite that calls it build `cmd/<name>` of packages/go-plugin/test/interop/go, or skip where Go is missing, and gives its tests a directory each. */
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
