import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { megabyte } from './collected-memory.js';
import { buildGoStream, withoutGo } from './go-peers.js';
import { figureRow, ratioRow, type Benchmark, type Row } from './report.js';
import { sideBySide, type Contestant } from './side-by-side.js';

/** What a transfer reached, and how far resident memory of the client rose above what it was before. */
export interface StreamFigures {
  readonly mbPerSecond: number;
  readonly peakMb: number;
}

const run = promisify(execFile);
const bytes = 1024 * megabyte;
const rounds = 5;

/** A program that takes `serve SOCKET` and `up|down SOCKET BYTES`. */
type Program = readonly [path: string, ...args: readonly string[]];

const ours: Program = [process.execPath, fileURLToPath(new URL('stream-process.js', import.meta.url))];

/** Starts a program as the server. */
async function serving(
  [path, ...args]: Program,
  socket: string,
): Promise<AsyncDisposable & { readonly socket: string }> {
  const child = spawn(path, [...args, 'serve', socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    socket,
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** The direction as the client sees it, and how it reads with Go as the server and as the client. */
const directions = [
  ['up', 'to a Go server', 'from a Go client'],
  ['down', 'from a Go server', 'to a Go client'],
] as const;

/** One gigabyte through one stream of gRPC, in messages of 64 KiB, with grpc-go at the other end, against grpc-go at both. */
export const stream: Benchmark = {
  name: 'stream',
  unavailable: withoutGo,
  async run(scale) {
    const amount = String(scale.amount(bytes));
    const pairs = scale.rounds(rounds);
    const go: Program = [await buildGoStream()];
    const directory = await mkdtemp(join(tmpdir(), 'stream-bench-'));
    const rows: Row[] = [];
    try {
      await using goServer = await serving(go, join(directory, 'go'));
      await using ourServer = await serving(ours, join(directory, 'ours'));
      for (const [direction, withServer, withClient] of directions) {
        const peaks: number[] = [];
        const client = (name: string, program: Program, socket: string): Contestant => ({
          name,
          async run() {
            const [path, ...args] = program;
            const { stdout } = await run(path, [...args, direction, socket, amount]);
            const figures = JSON.parse(stdout) as StreamFigures;
            if (program === ours) peaks.push(figures.peakMb);
            return figures.mbPerSecond;
          },
        });
        const both = client('Go', go, goServer.socket);
        const asClient = await sideBySide(client('ours', ours, goServer.socket), both, pairs);
        const asServer = await sideBySide(client('ours', go, ourServer.socket), both, pairs);
        rows.push(
          ratioRow(`stream: 1 GB ${withServer}, ours | Go`, 'MB/s', asClient, { atLeast: 0.7 }),
          ratioRow(`stream: 1 GB ${withClient}, ours | Go`, 'MB/s', asServer, { atLeast: 0.7 }),
          figureRow(`stream: 1 GB ${withServer}, rise of resident memory`, 'MB', peaks, { atMost: 32 }),
        );
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
    return rows;
  },
};
