import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Metadata } from '@grpc/grpc-js';
import type { GrpcConnection } from '../packages/go-plugin/src/plugin-set.js';
import { RawClient, unary } from '../packages/go-plugin/test/support/raw-service.js';
import { connect } from './raw-link.js';
import { ratioRow, type Benchmark } from './report.js';
import { sideBySide, type Contestant } from './side-by-side.js';

const wholeCalls = 6_000;
const inFlight = 64;
const request = Buffer.alloc(512);

/** Calls a second with a fixed number in flight. */
function contestant(name: string, connection: GrpcConnection, calls: number): Contestant {
  const client = connection.client(RawClient);
  return {
    name,
    async run() {
      const begin = performance.now();
      const lane = async (): Promise<void> => {
        for (let done = 0; done < calls / inFlight; done += 1) await unary(client, request, new Metadata());
      };
      await Promise.all(Array.from({ length: inFlight }, lane));
      return calls / ((performance.now() - begin) / 1000);
    },
  };
}

/** The same handlers of grpc-js on our server and on grpc-js's own, called over our channel. */
export const serverBenchmark: Benchmark = {
  name: 'server',
  async run(scale) {
    const calls = scale.amount(wholeCalls);
    const directory = await mkdtemp(join(tmpdir(), 'server-bench-'));
    const paths = [join(directory, 'ours'), join(directory, 'theirs')] as const;
    const child = fork(fileURLToPath(new URL('server-process.js', import.meta.url)), paths);
    await once(child, 'message');
    const [ours, theirs] = [connect(paths[0]), connect(paths[1])];
    try {
      const compared = await sideBySide(
        contestant('our server', ours, calls),
        contestant('grpc-js', theirs, calls),
        scale.rounds(9),
      );
      return [ratioRow('server: 64 unary calls in flight: ours | grpc-js', '/s', compared, { atLeast: 3 })];
    } finally {
      await ours.close();
      await theirs.close();
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
      await rm(directory, { recursive: true, force: true });
    }
  },
};
