import { status, type Metadata } from '@grpc/grpc-js';
import { compressMessage, messageEncoding, type MessageEncoding } from '../../channel/compression.js';
import { checkHeaderLimit } from '../../channel/header-limits.js';
import { encodeMessage } from '../../channel/message-framing.js';
import { fieldsOfMetadata, reservedResponseNames } from '../../channel/metadata-headers.js';
import type { CallStatus } from '../../channel/status-mapping.js';
import type { HeaderBlock } from '../../http2/hpack/header-block.js';
import type { HeaderField } from '../../http2/hpack/header-field.js';
import type { Http2Stream } from '../../http2/stream.js';
import type { PartialStatus } from './grpc-server-types.js';
import {
  compressedResponseHeaders,
  encodeGrpcMessage,
  responseHeaders,
  sharedTrailers,
  sharedTrailersOnly,
} from './response-fields.js';

const none: readonly HeaderField[] = [];

/** The response to one call: headers, messages, and a status at the end. */
export class OutgoingResponse {
  readonly #stream: Http2Stream;
  readonly #encoding: MessageEncoding | undefined;
  #headersSent = false;

  /** @param encoding compresses the messages, if the client accepts it */
  constructor(stream: Http2Stream, request: HeaderBlock, encoding: MessageEncoding | undefined) {
    this.#stream = stream;

    this.#encoding = encoding !== undefined && accepts(request, encoding) ? encoding : undefined;
  }

  get headersSent(): boolean {
    return this.#headersSent;
  }

  /**
   * Sends the headers.
   * @param metadata the handler's, if it has any
   * @param limit the longest list of headers that the client accepts, bytes
   * @returns the failure of a list that is too long. Then nothing has been sent
   */
  sendHeaders(metadata: Metadata | undefined, limit: number): CallStatus | undefined {
    const own = metadata === undefined ? none : fieldsOfMetadata(metadata, reservedResponseNames);
    const shared = this.#encoding === undefined ? responseHeaders : compressedResponseHeaders(this.#encoding);
    try {
      checkHeaderLimit(limit, shared, own);
    } catch (error) {
      return { code: status.INTERNAL, details: `the headers could not be sent: ${(error as Error).message}` };
    }
    this.#headersSent = true;
    this.#stream.sendHeaders(shared, own, false);
    return undefined;
  }

  /** Sends a message. The headers must have been sent. @param taken called when HTTP/2 has taken it */
  sendMessage(payload: Buffer, taken: () => void): void {
    const encoding = this.#encoding;
    if (encoding === undefined) this.#stream.write(encodeMessage(payload, false), taken);
    else
      void compressMessage(encoding, payload).then((compressed) => {
        this.#stream.write(encodeMessage(compressed, true), taken);
      });
  }

  /**
   * Ends the response. Without headers and messages before it, the status is the whole response.
   * @param limit the longest list of headers that the client accepts, bytes
   */
  sendStatus(ending: PartialStatus, limit: number): void {
    let { code } = ending;
    let own: readonly HeaderField[];
    try {
      own = trailerFields(ending);
      checkHeaderLimit(limit, this.#sharedTrailers(code), own);
    } catch (error) {
      code = status.INTERNAL;
      own = trailerFields({ code, details: `the status could not be sent: ${(error as Error).message}` });
    }
    const shared = this.#sharedTrailers(code);
    if (this.#headersSent) this.#stream.endWithTrailers(shared, own);
    else this.#stream.sendHeaders(shared, own, true);
  }

  #sharedTrailers(code: status): readonly HeaderField[] {
    return this.#headersSent ? sharedTrailers(code) : sharedTrailersOnly(code);
  }
}

function trailerFields({ code, details, metadata }: PartialStatus): readonly HeaderField[] {
  const own = metadata === null || metadata === undefined ? none : fieldsOfMetadata(metadata, reservedResponseNames);
  if (details === '' || (code === status.OK && details === 'OK')) return own;
  return [{ name: 'grpc-message', value: encodeGrpcMessage(details) }, ...own];
}

function accepts(request: HeaderBlock, encoding: MessageEncoding): boolean {
  const accepted = request.get('grpc-accept-encoding') ?? '';
  return accepted.split(',').some((name) => messageEncoding(name.trim()) === encoding);
}
