import { constants, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';

/** Headers of a response. */
export type ResponseHeaders = IncomingHttpHeaders & { readonly ':status'?: number | undefined };

/** What a call learns from its HTTP/2 stream. */
export interface StreamReceiver {
  /** @param endOfStream nothing follows: a trailers-only response */
  receiveHeaders(headers: ResponseHeaders, endOfStream: boolean): void;
  receiveData(chunk: Buffer): void;
  receiveTrailers(headers: IncomingHttpHeaders): void;
  /** All data has been received; asked for with {@link awaitEnd}. */
  receiveEnd(): void;
  receiveError(error: Error): void;
  receiveClose(): void;
}

const receiverOf = Symbol('receiver');
// The stream knows its call, so that one set of listeners serves all calls: no closures on the way of a unary call.
type CallStream = ClientHttp2Stream & { [receiverOf]?: StreamReceiver };

/** Reports a stream's events to its call; data only once {@link startFlow} is called. */
export function observeStream(stream: CallStream, receiver: StreamReceiver): void {
  stream[receiverOf] = receiver;
  stream.on('response', onResponse).on('trailers', onTrailers).on('error', onError).on('close', onClose);
}

/** Data may come from now on. */
export function startFlow(stream: CallStream): void {
  stream.on('data', onData);
}

/** Reports the end of the data, too. */
export function awaitEnd(stream: CallStream): void {
  stream.once('end', onEnd);
}

function onResponse(this: CallStream, headers: ResponseHeaders, flags: number): void {
  this[receiverOf]?.receiveHeaders(headers, (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0);
}

function onTrailers(this: CallStream, headers: IncomingHttpHeaders): void {
  this[receiverOf]?.receiveTrailers(headers);
}

function onData(this: CallStream, chunk: Buffer): void {
  this[receiverOf]?.receiveData(chunk);
}

function onEnd(this: CallStream): void {
  this[receiverOf]?.receiveEnd();
}

function onError(this: CallStream, error: Error): void {
  this[receiverOf]?.receiveError(error);
}

function onClose(this: CallStream): void {
  this[receiverOf]?.receiveClose();
}
