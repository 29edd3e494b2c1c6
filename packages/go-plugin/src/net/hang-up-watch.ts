import type { TLSSocket } from 'node:tls';

/** How often a socket is checked, in milliseconds. */
const lookMs = 1000;

/** The part of Node's socket handle that is used here. */
interface SocketHandle {
  readonly writeQueueSize: number;
  readStart(): void;
}

/**
 * Makes a TLS socket of node:http2 notice that its peer is gone. While it writes, node:http2 does not read. If the peer
 * vanishes in the middle of a write (for example, it streamed, then canceled and closed), Node's TLS sometimes neither
 * finishes nor fails the write. Then nobody reads any more, and the socket, its calls and their handlers stay for ever.
 *
 * So if a write has made no progress between two checks, the socket is read, and the end of the peer appears. If the
 * peer is only slow, node:http2 keeps what it reads until its write is done. HTTP/2's windows limit that amount.
 */
export function noticeHangUps(socket: TLSSocket): void {
  let before = -1;
  const timer = setInterval(() => {
    // Node has no public API for this, because node:http2 controls the reading of its socket.
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
