import type { HeaderBlock } from './hpack/header-block.js';

/** Why a stream ended before both sides had finished. */
export interface StreamFailure {
  /** HTTP/2's error code. */
  readonly code: number;
  /** Whether the connection was lost. */
  readonly connectionLost: boolean;
  /** A text that says more than the code, if there is one. */
  readonly reason: string | undefined;
}

/** Receives the events of a stream. Nothing follows the end or a failure. */
export interface StreamReceiver {
  /** The headers of a response. The headers of a request come with the connection's event `stream`. */
  receiveHeaders(block: HeaderBlock, endStream: boolean): void;
  receiveData(chunk: Buffer): void;
  /** The end, with or without trailers. Not called if the headers already ended the stream. */
  receiveEnd(trailers: HeaderBlock | undefined): void;
  receiveFailure(failure: StreamFailure): void;
}
