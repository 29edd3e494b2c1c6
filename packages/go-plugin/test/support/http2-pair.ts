import { Http2Connection } from '../../src/http2/connection.js';
import type { ByteSink, ConnectionOptions } from '../../src/http2/connection-options.js';
import type { ConnectionEvents } from '../../src/http2/connection-events.js';
import type { HeaderBlock } from '../../src/http2/hpack/header-block.js';
import type { HeaderField } from '../../src/http2/hpack/header-field.js';
import type { Http2Stream } from '../../src/http2/stream.js';
import type { StreamFailure, StreamReceiver } from '../../src/http2/stream-receiver.js';

/** Field lists as they are written in tests. */
export const fields = (entries: Readonly<Record<string, string>>): readonly HeaderField[] =>
  Object.entries(entries).map(([name, value]) => ({ name, value }));

export const requestFields = fields({ ':method': 'POST', ':scheme': 'http', ':path': '/s/M', ':authority': 'x' });
export const responseFields = fields({ ':status': '200' });

/** Remembers what a stream is told. */
export class RecordingReceiver implements StreamReceiver {
  headers: HeaderBlock | undefined;
  readonly data: Buffer[] = [];
  trailers: HeaderBlock | undefined;
  ended = false;
  failure: StreamFailure | undefined;
  onData: (chunk: Buffer) => void = () => undefined;
  /** Called at the end or failure of the stream. */
  onEnd: () => void = () => undefined;

  receiveHeaders(block: HeaderBlock, endStream: boolean): void {
    this.headers = block;
    this.ended ||= endStream;
    if (endStream) this.onEnd();
  }

  receiveData(chunk: Buffer): void {
    this.data.push(Buffer.from(chunk));
    this.onData(chunk);
  }

  receiveEnd(trailers: HeaderBlock | undefined): void {
    this.trailers = trailers;
    this.ended = true;
    this.onEnd();
  }

  receiveFailure(failure: StreamFailure): void {
    this.failure = failure;
    this.onEnd();
  }

  get bytes(): Buffer {
    return Buffer.concat(this.data);
  }
}

/** Collects what a connection writes. */
export class RecordingSink implements ByteSink {
  unsent = 0;
  held = 0;
  ended = false;
  readonly writes: Buffer[] = [];

  write(chunks: readonly Buffer[]): void {
    this.writes.push(Buffer.concat(chunks));
  }

  end(): void {
    this.ended = true;
  }

  /** Everything since the last call. */
  take(): Buffer {
    return Buffer.concat(this.writes.splice(0));
  }
}

export type TestOptions = Partial<Omit<ConnectionOptions, 'role' | 'sink' | 'events'>>;

/** One side of a connection, without the other. */
export function startConnection(
  role: 'client' | 'server',
  events: ConnectionEvents = {},
  options: TestOptions = {},
): { readonly connection: Http2Connection; readonly sink: RecordingSink } {
  const sink = new RecordingSink();
  const defaults = { streamWindow: 65_535, maxHeaderListBytes: 65_535 };
  return { connection: new Http2Connection({ role, sink, events, ...defaults, ...options }), sink };
}

/** Lets all that is to be written in this turn be written. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A client and a server whose bytes go to one another when they are told to. */
export class Http2Pair {
  readonly client: Http2Connection;
  readonly server: Http2Connection;
  readonly #clientSink: RecordingSink;
  readonly #serverSink: RecordingSink;
  /** What the server does with a request. */
  onStream: (stream: Http2Stream, block: HeaderBlock, endStream: boolean) => void = () => undefined;

  constructor(
    clientOptions: TestOptions = {},
    serverOptions: TestOptions = {},
    private readonly cut: (bytes: Buffer) => readonly Buffer[] = (bytes) => [bytes],
  ) {
    const events: ConnectionEvents = { stream: (...request) => this.onStream(...request) };
    ({ connection: this.client, sink: this.#clientSink } = startConnection('client', {}, clientOptions));
    ({ connection: this.server, sink: this.#serverSink } = startConnection('server', events, serverOptions));
  }

  /** Carries bytes to and fro until there are none. */
  async settle(): Promise<void> {
    for (;;) {
      await turn();
      const toServer = this.#clientSink.take();
      const toClient = this.#serverSink.take();
      if (toServer.length + toClient.length === 0) return;
      for (const chunk of this.cut(toServer)) this.server.receive(chunk);
      for (const chunk of this.cut(toClient)) this.client.receive(chunk);
    }
  }
}
