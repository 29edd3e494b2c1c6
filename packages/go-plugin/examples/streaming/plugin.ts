// The plugin: a service of the generated interface, with each kind of stream that gRPC has.
import { readFile, writeFile } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createPluginLogger, serve } from 'go-plugin-node';
import { handshake } from './contract.js';
import { StreamerServiceService, type IStreamerServiceServer } from './generated/streamer_grpc_pb.cjs';
import { Configure, Read, Shout, Write } from './generated/streamer_pb.cjs';

const logger = createPluginLogger('streamer');
let path = '';
let pieceSize = 0;

const service: Pick<IStreamerServiceServer, 'configure' | 'write' | 'read' | 'shout'> = {
  configure({ request }, reply) {
    path = request.getPath();
    pieceSize = request.getChunkSize();
    reply(null, new Configure.Response());
  },
  // The host streams: the call is a readable, answered once at its end.
  write(call, reply) {
    const store = async (): Promise<void> => {
      const pieces: Uint8Array[] = [];
      for await (const piece of call as AsyncIterable<Write.RequestChunk>) pieces.push(piece.getBytesToWrite_asU8());
      await writeFile(path, Buffer.concat(pieces));
      logger.log('debug', 'file written', { path, pieces: pieces.length });
    };
    store().then(
      () => reply(null, new Write.Response()),
      (error: unknown) => reply(error as Error),
    );
  },
  // The plugin streams: the call is a writable. pipeline() waits where the host reads slowly.
  read(call) {
    const pieces = async function* (): AsyncGenerator<Read.ResponseChunk> {
      const content = await readFile(path);
      for (let begin = 0; begin < content.length; begin += pieceSize) {
        yield new Read.ResponseChunk().setReadBytes(content.subarray(begin, begin + pieceSize));
      }
    };
    pipeline(Readable.from(pieces()), call as unknown as Writable).catch((error: unknown) => call.emit('error', error));
  },
  // Both stream: the call is a duplex.
  shout(call) {
    call.on('data', (line: Shout.Line) => call.write(new Shout.Line().setText(line.getText().toUpperCase())));
    call.on('end', () => call.end());
  },
};

await serve({
  handshake,
  plugins: { streamer: { registerServices: (server) => server.addService(StreamerServiceService, service) } },
});
