import { credentials, Metadata, type ChannelInterface } from '@grpc/grpc-js';
import { socketDialer } from '../packages/go-plugin/src/net/dial.js';
import { createHttp2Channel } from '../packages/go-plugin/src/channel/http2-channel.js';
import { hasGo } from '../packages/go-plugin/test/support/go.js';
import { startGrpcInteropServer } from '../packages/go-plugin/test/support/grpc-interop-server.js';
import { RawInteropClient, unary, type RawClient } from '../packages/go-plugin/test/support/raw-service.js';
import { ratioRow, type Benchmark, type Row } from './report.js';
import { sideBySide, type Comparison, type Contestant } from './side-by-side.js';

const rounds = 9;
const sequentialCalls = 1500;
const concurrentCalls = 6000;
const inFlight = 64;
// A SimpleRequest that carries 512 bytes and asks for 512, about the size of an Execute.
const request = Buffer.concat([Buffer.from([0x10, 0x80, 0x04, 0x1a, 0x83, 0x04, 0x12, 0x80, 0x04]), Buffer.alloc(512)]);

async function sequential(client: RawClient, calls: number): Promise<number> {
  const begin = performance.now();
  for (let call = 0; call < calls; call += 1) await unary(client, request, new Metadata());
  return ((performance.now() - begin) * 1000) / calls;
}

async function concurrent(client: RawClient, calls: number): Promise<number> {
  const begin = performance.now();
  let left = calls;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await unary(client, request, new Metadata());
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return (calls * 1000) / (performance.now() - begin);
}

async function compare(
  run: (client: RawClient, calls: number) => Promise<number>,
  calls: number,
  ours: RawClient,
  theirs: RawClient,
  pairs: number,
): Promise<Comparison> {
  const contestant = (name: string, client: RawClient): Contestant => ({ name, run: () => run(client, calls) });
  return sideBySide(contestant('our channel', ours), contestant('grpc-js', theirs), pairs);
}

/** Our channel against grpc-js's own, with the same grpc-js client and the same Go server. */
export const channelBenchmark: Benchmark = {
  name: 'channel',
  unavailable: () => (hasGo() ? undefined : 'go is not installed'),
  async run(scale): Promise<readonly Row[]> {
    const pairs = scale.rounds(rounds);
    const server = await startGrpcInteropServer();
    const address = `127.0.0.1:${server.port}`;
    const channel: ChannelInterface = createHttp2Channel({ dial: socketDialer({ network: 'tcp', address }) });
    const ours = new RawInteropClient(address, credentials.createInsecure(), { channelOverride: channel });
    const theirs = new RawInteropClient(address, credentials.createInsecure(), { 'grpc.enable_http_proxy': 0 });
    try {
      const one = await compare(sequential, scale.amount(sequentialCalls), ours, theirs, pairs);
      const many = await compare(concurrent, scale.amount(concurrentCalls), ours, theirs, pairs);
      return [
        ratioRow('channel: one unary call after another', 'us', one, { atMost: 0.4 }),
        ratioRow('channel: 64 unary calls in flight', '/s', many, { atLeast: 2.5 }),
      ];
    } finally {
      ours.close();
      theirs.close();
      await server.close();
    }
  },
};
