import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { deferringVerdict, whyRefused, type PinnableServerOptions } from '../certificate/pinned-peer.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { StreamListener } from './dialer.js';

/** The time limit for a TLS handshake. A peer that needs longer does not speak gRPC. */
const handshakeTimeoutMs = 20_000;

/**
 * Speaks TLS on every stream of `listener` and hands over only those that passed: the right client certificate where one is
 * required, and h2 agreed on by ALPN. Works on any Duplex, so that TLS can run inside a yamux stream. Closing it ends the TLS handshakes
 * that are under way, too.
 * @param onRefused is told of each stream that did not pass
 * @throws GoPluginError `CONFIG_INVALID` for settings that cannot be used; `listener` is then as it was
 */
export function tlsListener(
  listener: StreamListener,
  options: PinnableServerOptions,
  onRefused: (reason: string) => void,
): StreamListener {
  const server = createTlsServer(options);
  const underWay = new Set<Duplex>();
  let closed = false;
  server.on('tlsClientError', (error: Error, socket) => {
    socket.destroy();
    if (closed) return;
    // After a certificate that fails verification Node reports no more than a hang-up.
    const verdict: unknown = socket.authorizationError;
    onRefused(typeof verdict === 'string' ? `client certificate: ${verdict}` : error.message);
  });
  return {
    network: listener.network,
    address: listener.address,
    onConnection: (handler) => {
      server.on('secureConnection', (socket) => {
        socket.on('error', () => undefined);
        // As in the dialer: not what the stream below, which may be a yamux stream, has.
        socket.allowHalfOpen = false;
        const reason = whyUnwanted(socket, options);
        if (reason === undefined) {
          handler(socket);
          return;
        }
        socket.destroy();
        onRefused(reason);
      });
      listener.onConnection((stream) => {
        underWay.add(stream);
        const done = (): void => void underWay.delete(stream);
        stream.once('close', done);
        secure(server, stream, done);
      });
    },
    close: async () => {
      closed = true;
      await listener.close();
      for (const stream of underWay) stream.destroy();
    },
  };
}

/** Never listens itself: it is fed by hand, and brings the verdict on the peer's certificate that a bare TLSSocket lacks. */
function createTlsServer(options: PinnableServerOptions): Server {
  try {
    return createServer({
      handshakeTimeout: handshakeTimeoutMs,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['h2'],
      ...deferringVerdict(options),
    });
  } catch (cause) {
    const problem = `the TLS settings cannot be used to serve: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new GoPluginError('CONFIG_INVALID', { problem }, { cause });
  }
}

/**
 * Feeds a stream to the server. That tells which TLS socket is secure, and not what stream it is on; so each stream is given to a view of
 * the server that knows.
 */
function secure(server: Server, stream: Duplex, done: () => void): void {
  const view = Object.create(server) as Server;
  view.emit = (event: string, ...values: unknown[]): boolean => {
    if (event === 'secureConnection') done();
    return server.emit(event, ...values);
  };
  EventEmitter.prototype.emit.call(view, 'connection', stream);
}

function whyUnwanted(socket: TLSSocket, options: PinnableServerOptions): string | undefined {
  const reason = whyRefused(socket, options);
  if (reason !== undefined) return `client certificate: ${reason}`;
  // grpc-go has also refused a peer without ALPN h2 since 1.67.
  return socket.alpnProtocol === 'h2' ? undefined : 'the client did not offer ALPN h2';
}
