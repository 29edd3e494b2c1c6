import { duplexPair, type Duplex } from 'node:stream';
import { Http2Channel } from '../../src/channel/http2-channel.js';
import { createGrpcConnection } from '../../src/grpc/grpc-connection.js';
import type { Dialer, StreamListener } from '../../src/net/dialer.js';
import type { GrpcConnection } from '../../src/plugin-set.js';
import { GrpcServer, type GrpcServerOptions } from '../../src/grpc/grpc-server.js';

/** A listener and the dialer that reaches it, without a socket. */
export class InMemoryLink implements StreamListener {
  readonly network = 'memory';
  readonly address = 'link';
  closed = false;
  #handler: (stream: Duplex) => void = () => undefined;

  readonly dial: Dialer = () => {
    const [near, far] = duplexPair();
    // As with sockets; a bare pair leaves the other end open.
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    this.#handler(far);
    return Promise.resolve(near);
  };

  onConnection(handler: (stream: Duplex) => void): void {
    this.#handler = handler;
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

/** A server with the given services and a connection to it, both closed by `close`. */
export interface Served {
  readonly server: GrpcServer;
  readonly connection: GrpcConnection;
  close(): Promise<void>;
}

export function serveInMemory(register: (server: GrpcServer) => void, options?: GrpcServerOptions): Served {
  const link = new InMemoryLink();
  const server = new GrpcServer(options);
  register(server);
  server.serve(link);
  const connection = createGrpcConnection(new Http2Channel({ dial: link.dial }));
  return {
    server,
    connection,
    close: async () => {
      await connection.close();
      await server.stop(0);
    },
  };
}
