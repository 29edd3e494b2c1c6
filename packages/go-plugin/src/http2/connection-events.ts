import type { ConnectionError } from './error-code.js';
import type { HeaderBlock } from './hpack/header-block.js';
import type { Http2Stream } from './stream.js';

/** The events of a connection. */
export interface ConnectionEvents {
  /** Only on a server: a request has arrived. Set the stream's receiver before returning. */
  stream?(stream: Http2Stream, block: HeaderBlock, endStream: boolean): void;
  /** The other side's SETTINGS have arrived. They are its first frame, and may come again later. */
  settings?(): void;
  /** The other side accepts no new streams. */
  goaway?(code: number, debugData: Buffer): void;
  /** A PING has been answered. */
  pong?(): void;
  /** A stream has ended, so there is room for another. */
  streamClosed?(): void;
  /** This side has ended the connection, because the other side broke the protocol. */
  failed?(error: ConnectionError): void;
}
