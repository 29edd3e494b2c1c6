import { createServer, type TLSSocket } from 'node:tls';
import { deferringVerdict, whyRefused, type PinnableServerOptions } from '../certificate/pinned-peer.js';
import type { StreamListener } from './dialer.js';

/** Time for a TLS handshake; whoever lets it pass is no gRPC peer. */
const handshakeTimeoutMs = 20_000;

/**
 * Speaks TLS on every stream of `listener` and hands over only those that passed: the right client certificate where one is
 * required, and h2 agreed on by ALPN. Works on any Duplex, so that TLS can run inside a yamux stream.
 * @param onRefused is told of each stream that did not pass
 */
export function tlsListener(
  listener: StreamListener,
  options: PinnableServerOptions,
  onRefused: (reason: string) => void,
): StreamListener {
  // Never listens itself: it is fed by hand, and brings the verdict on the peer's certificate that a bare TLSSocket lacks.
  const server = createServer({
    handshakeTimeout: handshakeTimeoutMs,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['h2'],
    ...deferringVerdict(options),
  });
  server.on('tlsClientError', (error: Error, socket) => {
    socket.destroy();
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
        const reason = whyUnwanted(socket, options);
        if (reason === undefined) {
          handler(socket);
          return;
        }
        socket.destroy();
        onRefused(reason);
      });
      listener.onConnection((stream) => server.emit('connection', stream));
    },
    close: () => listener.close(),
  };
}

function whyUnwanted(socket: TLSSocket, options: PinnableServerOptions): string | undefined {
  const reason = whyRefused(socket, options);
  if (reason !== undefined) return `client certificate: ${reason}`;
  // As grpc-go since 1.67: a peer without ALPN h2 is none of ours (T5).
  return socket.alpnProtocol === 'h2' ? undefined : 'the client did not offer ALPN h2';
}
