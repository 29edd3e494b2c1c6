import { DuplexSink } from '../../src/http2/duplex-sink.js';
import { Http2Connection } from '../../src/http2/connection.js';
import type { HeaderBlock } from '../../src/http2/hpack/header-block.js';
import type { Http2Stream } from '../../src/http2/stream.js';
import type { StreamFailure } from '../../src/http2/stream-receiver.js';
import { fields, RecordingReceiver } from './http2-pair.js';
import type { InMemoryLink } from './in-memory-link.js';

/** The response to one request, as it came over HTTP/2. */
export interface RawResponse {
  readonly headers: HeaderBlock | undefined;
  readonly body: Buffer;
  /** The trailers, or the headers if they are all. */
  readonly trailers: HeaderBlock | undefined;
  readonly failure: StreamFailure | undefined;
}

/** A request whose body the test writes. */
export interface RawRequest {
  readonly stream: Http2Stream;
  /** Resolves when the stream has ended. */
  readonly response: Promise<RawResponse>;
}

/** The headers of a gRPC request for this path. */
export const grpcHeaders = (path: string): Readonly<Record<string, string>> => ({
  ':method': 'POST',
  ':scheme': 'http',
  ':path': path,
  ':authority': 'localhost',
  te: 'trailers',
  'content-type': 'application/grpc',
});

/** An HTTP/2 client without gRPC. It sends any headers and any bytes. */
export class RawHttp2Client {
  private constructor(private readonly connection: Http2Connection) {}

  /** @param maxHeaderListBytes the largest block of headers that the server may send */
  static async connect(link: InMemoryLink, maxHeaderListBytes = 65_535): Promise<RawHttp2Client> {
    const duplex = await link.dial(new AbortController().signal);
    const sink = new DuplexSink(duplex);
    let greeted: () => void;
    const settings = new Promise<void>((resolve) => (greeted = resolve));
    const connection = new Http2Connection({
      role: 'client',
      sink,
      events: { settings: () => greeted() },
      streamWindow: 65_535,
      maxHeaderListBytes,
    });
    sink.attach(connection, { gone: () => connection.lost('gone'), closed: () => undefined });
    await settings;
    return new RawHttp2Client(connection);
  }

  request(headers: Readonly<Record<string, string>>): RawRequest {
    const receiver = new RecordingReceiver();
    const response = new Promise<RawResponse>((resolve) => {
      receiver.onEnd = () => {
        const { headers: first, trailers = first, failure, bytes: body } = receiver;
        resolve({ headers: first, body, trailers, failure });
      };
    });
    const stream = this.connection.openStream(receiver);
    stream.sendHeaders([], fields(headers), false);
    return { stream, response };
  }

  /** Sends a whole request. */
  async ask(headers: Readonly<Record<string, string>>, body: Uint8Array = Buffer.alloc(0)): Promise<RawResponse> {
    const { stream, response } = this.request(headers);
    if (body.length > 0) stream.write(Buffer.from(body));
    stream.end();
    return response;
  }

  close(): void {
    this.connection.close('the test is over');
  }
}
