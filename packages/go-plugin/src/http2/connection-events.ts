import type { ConnectionError } from './error-code.js';
import type { HeaderBlock } from './hpack/header-block.js';
import type { Http2Stream } from './stream.js';

/** What a connection tells its owner. */
export interface ConnectionEvents {
  /** A server's: a request. The stream's receiver must be set now. */
  stream?(stream: Http2Stream, block: HeaderBlock, endStream: boolean): void;
  /** The other side's SETTINGS have come; the first are the first thing that it says. */
  settings?(): void;
  /** The other side takes no new streams. */
  goaway?(code: number, debugData: Buffer): void;
  /** A PING has been answered. */
  pong?(): void;
  /** A stream has ended: there is room for another. */
  streamClosed?(): void;
  /** This side has ended the connection, because the other broke the protocol. */
  failed?(error: ConnectionError): void;
}
