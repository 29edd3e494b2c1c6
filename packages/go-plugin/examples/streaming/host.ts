// The host: writes a file in pieces, reads it in pieces, then talks to the plugin line by line.
import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { PluginClient } from 'go-plugin-node';
import { handshake, streamer } from './contract.js';
import type { StreamerServiceClient } from './generated/streamer_grpc_pb.cjs';
import { Configure, Read, Shout, Write } from './generated/streamer_pb.cjs';

async function configure(service: StreamerServiceClient): Promise<void> {
  const request = new Configure.Request().setPath('streamed.txt').setChunkSize(10);
  await new Promise<void>((resolve, reject) => {
    service.configure(request, (error) => (error === null ? resolve() : reject(error)));
  });
}

/** A stream to the plugin: a writable, and a callback for the one answer. */
async function upload(service: StreamerServiceClient): Promise<void> {
  const pieces = ['streams ', 'carry ', 'what is too ', 'large for one message'];
  await new Promise<void>((resolve, reject) => {
    const call = service.write((error) => (error === null ? resolve() : reject(error)));
    const messages = pieces.map((piece) => new Write.RequestChunk().setBytesToWrite(Buffer.from(piece)));
    pipeline(Readable.from(messages), call as unknown as Writable).catch(reject);
  });
  console.log(`wrote ${pieces.length} pieces`);
}

/** A stream from the plugin: a readable. */
async function download(service: StreamerServiceClient): Promise<void> {
  for await (const piece of service.read(new Read.Request()) as AsyncIterable<Read.ResponseChunk>) {
    console.log(`read "${Buffer.from(piece.getReadBytes_asU8()).toString()}"`);
  }
}

/** Streams both ways: a duplex. Each line is sent when the one before has been answered. */
async function talk(service: StreamerServiceClient): Promise<void> {
  const call = service.shout();
  for (const text of ['hello', 'plugin']) {
    call.write(new Shout.Line().setText(text));
    const [answer] = (await once(call, 'data')) as [Shout.Line];
    console.log(`${text} -> ${answer.getText()}`);
  }
  call.end();
  await once(call.resume(), 'end');
}

await using client = new PluginClient({
  handshake,
  plugins: { streamer },
  command: process.execPath,
  args: [fileURLToPath(new URL('plugin.js', import.meta.url))],
});
const service = await client.dispense('streamer', { timeoutMs: 10_000 });
await configure(service);
await upload(service);
await download(service);
await talk(service);
