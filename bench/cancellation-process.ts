// Cancels as many calls as its argument says, client and server in this process, and measures what is left of them. cancellations.ts starts it with --expose-gc. It
// reports with one message.
import type { ServerUnaryCall } from '@grpc/grpc-js';
import { createHttp2Channel } from '../packages/go-plugin/src/channel/http2-channel.js';
import { createGrpcConnection } from '../packages/go-plugin/src/grpc/grpc-connection.js';
import { GrpcServer } from '../packages/go-plugin/src/grpc/grpc-server.js';
import { socketDialer } from '../packages/go-plugin/src/net/dial.js';
import { listen } from '../packages/go-plugin/src/net/listener.js';
import { RawClient, rawService } from '../packages/go-plugin/test/support/raw-service.js';
import { collectedMemory } from './collected-memory.js';

/** The result of one run of this program. */
export interface CancellationFigures {
  readonly calls: number;
  readonly heapGrowthMb: number;
  readonly memoryGrowthMb: number;
  readonly openCalls: number;
  readonly openHandles: number;
}

const calls = Number(process.argv[2]);
const warmUpCalls = calls / 5;
const atOnce = 500;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const openHandles = (): number => process.getActiveResourcesInfo().length;

/** Calls whose handlers have begun and have not learnt of the cancellation. */
const open = new Set<ServerUnaryCall<Buffer, Buffer>>();
const server = new GrpcServer();
server.addService(rawService, {
  unary: (call: ServerUnaryCall<Buffer, Buffer>) => {
    open.add(call);
    call.on('cancelled', () => open.delete(call));
  },
});
const listener = await listen({ network: 'unix', directory: process.env['TMPDIR'] ?? '/tmp' });
server.serve(listener);
const connection = createGrpcConnection(createHttp2Channel({ dial: socketDialer(listener) }));
const client = connection.client(RawClient);

/** Cancels so many calls at once: one half before they leave, the other one once their handlers run. */
async function cancelMany(): Promise<void> {
  const running = Array.from({ length: atOnce }, (_, index) => {
    let canceled: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (canceled = resolve));
    const deadline = { deadline: Date.now() + 3_600_000 };
    const call = client.makeUnaryRequest('/test.Raw/Unary', asIs, asIs, Buffer.of(1), deadline, () => canceled());
    if (index % 2 === 0) call.cancel();
    return { call, ended };
  });
  while (open.size < atOnce / 2) await turn();
  for (const { call } of running) call.cancel();
  await Promise.all(running.map(({ ended }) => ended));
  while (open.size > 0) await turn();
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}

for (let done = 0; done < warmUpCalls; done += atOnce) await cancelMany();
await turn();
const [before, handlesBefore] = [collectedMemory(), openHandles()];
for (let done = 0; done < calls; done += atOnce) await cancelMany();
await turn();
const [after, handlesAfter] = [collectedMemory(), openHandles()];
const figures: CancellationFigures = {
  calls,
  heapGrowthMb: after.heap - before.heap,
  memoryGrowthMb: after.rss - before.rss,
  openCalls: open.size,
  openHandles: handlesAfter - handlesBefore,
};
process.send?.(figures);
await connection.close();
await server.stop(0);
process.disconnect();
