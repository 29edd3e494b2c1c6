import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { createHttp2Channel } from '../packages/go-plugin/src/channel/http2-channel.js';
import { createGrpcConnection } from '../packages/go-plugin/src/grpc/grpc-connection.js';
import type { GrpcServer } from '../packages/go-plugin/src/grpc/grpc-server.js';
import { socketDialer } from '../packages/go-plugin/src/net/dial.js';
import type { GrpcConnection } from '../packages/go-plugin/src/plugin-set.js';

/** Our gRPC over a unix socket alone: no plugin, no handshake, no TLS. */
export async function listen(server: GrpcServer, socket: string): Promise<void> {
  const listener = createServer();
  server.serve({
    network: 'unix',
    address: socket,
    onConnection: (handler: (stream: Duplex) => void) => listener.on('connection', handler),
    close: () => Promise.resolve(),
  });
  listener.listen(socket);
  await once(listener, 'listening');
}

/** A connection to what {@link listen} serves. */
export const connect = (socket: string): GrpcConnection =>
  createGrpcConnection(createHttp2Channel({ dial: socketDialer({ network: 'unix', address: socket }) }));
