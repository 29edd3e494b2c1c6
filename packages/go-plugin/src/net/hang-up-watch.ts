import type { TLSSocket } from 'node:tls';

/** How often a socket is looked at, milliseconds. */
const lookMs = 1000;

/** What a socket of Node has below, as far as it is used here. */
interface SocketHandle {
  readonly writeQueueSize: number;
  readStart(): void;
}

/**
 * Has a TLS socket of node:http2 notice that its peer is gone. While it writes, node:http2 does not read; and a write of Node's TLS whose peer
 * vanishes in the middle of it (one that streamed, then canceled and closed, say) is now and then neither done nor failed: nobody reads
 * any more, and the calls on it, their handlers and the socket stay for ever.
 *
 * A socket whose write has not moved from one look to the next is therefore read, though nobody asked for it: the peer's end comes out that
 * way. With a peer that is merely slow, node:http2 keeps what it gets, which HTTP/2's windows limit, until its write is done.
 */
export function noticeHangUps(socket: TLSSocket): void {
  let before = -1;
  const timer = setInterval(() => {
    // Node has no name for it that is public: node:http2 has taken the socket's reading into its own hands.
    const { _handle: handle, bytesWritten } = socket as unknown as {
      _handle?: SocketHandle | null;
      bytesWritten: number;
    };
    if (handle === undefined || handle === null) return;
    const stuck = handle.writeQueueSize > 0 && bytesWritten === before;
    before = bytesWritten;
    if (stuck) handle.readStart();
  }, lookMs);
  timer.unref();
  socket.once('close', () => clearInterval(timer));
}
