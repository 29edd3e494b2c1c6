import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { status } from '@grpc/grpc-js';
import { maxHeaderListBytes } from '../../channel/header-limits.js';
import { Http2Connection } from '../../http2/connection.js';
import { DuplexSink } from '../../http2/duplex-sink.js';
import type { HeaderBlock } from '../../http2/hpack/header-block.js';
import type { HeaderField } from '../../http2/hpack/header-field.js';
import { KeepAlive } from '../../http2/keep-alive.js';
import type { Http2Stream } from '../../http2/stream.js';
import type { StreamReceiver } from '../../http2/stream-receiver.js';
import { handlingOf } from './call-handling.js';
import type { ConnectionInfo, InterceptingCall } from './grpc-server-types.js';
import { IncomingCall, type CallPeer } from './incoming-call.js';
import type { Method, MethodTable } from './method-table.js';
import { encodeGrpcMessage, sharedTrailersOnly } from './response-fields.js';
import type { ServerSettings } from './server-settings.js';

const notGrpc: readonly HeaderField[] = [
  { name: ':status', value: '415' },
  { name: 'content-type', value: 'text/plain; charset=utf-8' },
];
const notGrpcText = Buffer.from(
  'This is a gRPC server. It answers POST requests with the content-type application/grpc.\n',
);

/** The server's end of one HTTP/2 connection. It passes each request to the handler of its method. */
export class ServerConnection implements CallPeer {
  readonly #http2: Http2Connection;
  readonly #sink: DuplexSink;
  readonly #duplex: Duplex;
  readonly #methods: MethodTable;
  readonly #keepAlive: KeepAlive | undefined;
  #draining = false;

  constructor(
    duplex: Duplex,
    methods: MethodTable,
    readonly settings: ServerSettings,
  ) {
    this.#duplex = duplex;
    this.#methods = methods;
    this.#sink = new DuplexSink(duplex);
    this.#http2 = new Http2Connection({
      role: 'server',
      sink: this.#sink,
      streamWindow: settings.streamWindowBytes,
      maxHeaderListBytes,
      maxConcurrentStreams: settings.maxConcurrentStreams,
      events: {
        stream: (stream, block, endStream) => this.#serve(stream, block, endStream),
        pong: () => this.#keepAlive?.answered(),
        streamClosed: () => this.#closeIfIdle(),
      },
    });
    this.#sink.attach(this.#http2, {
      gone: () => this.#http2.lost('the connection was lost'),
      closed: () => this.#keepAlive?.stop(),
    });
    if (settings.keepAlive !== undefined)
      this.#keepAlive = new KeepAlive(
        settings.keepAlive,
        () => this.#http2.ping(),
        () => this.close(),
      );
  }

  get maxHeaderListBytes(): number {
    return this.#http2.peer.maxHeaderListBytes;
  }

  /** Accepts no further calls, and closes after the last running one. */
  drain(): void {
    this.#draining = true;
    this.#http2.drain();
    this.#closeIfIdle();
  }

  /** Ends the connection and all its calls. */
  close(): void {
    this.#http2.close('the server has closed the connection');
  }

  getPeer(): string {
    const { remoteAddress, remotePort } = this.#socket;
    if (remoteAddress === undefined) return 'unknown';
    return remotePort === undefined ? remoteAddress : `${remoteAddress}:${remotePort}`;
  }

  getAuthContext(): ReturnType<InterceptingCall['getAuthContext']> {
    const duplex = this.#duplex;
    if (!(duplex instanceof TLSSocket) || !duplex.authorized) return {};
    return { transportSecurityType: 'ssl', sslPeerCertificate: duplex.getPeerCertificate() };
  }

  getConnectionInfo(): ConnectionInfo {
    const { localAddress, localPort, remoteAddress, remotePort } = this.#socket;
    return { localAddress, localPort, remoteAddress, remotePort };
  }

  /** Streams other than sockets have no addresses. */
  get #socket(): Partial<Socket> {
    return this.#duplex as Partial<Socket>;
  }

  #serve(stream: Http2Stream, block: HeaderBlock, endStream: boolean): void {
    if (block.truncated) {
      const details = `the metadata of the call has more than the ${maxHeaderListBytes} bytes that this side takes`;
      refuse(stream, status.RESOURCE_EXHAUSTED, details);
      return;
    }
    if (block.get('content-type')?.startsWith('application/grpc') !== true || block.get(':method') !== 'POST') {
      answerOtherThanGrpc(stream, endStream);
      return;
    }
    const path = block.get(':path') ?? '';
    const method = this.#methods.find(path);
    if (method === undefined)
      refuse(stream, status.UNIMPLEMENTED, `The server does not implement the method ${path.slice(0, 200)}`);
    else this.#call(method, stream, block, endStream);
  }

  #call(method: Method, stream: Http2Stream, block: HeaderBlock, endStream: boolean): void {
    const call = new IncomingCall(method, stream, block, this);
    stream.receiver = call;
    if (!call.watchDeadline()) return;
    const { interceptors } = this.settings;
    if (interceptors.length === 0) call.begin(handlingOf(method, call, call));
    else {
      const definition = {
        path: method.path,
        requestStream: method.kind === 'clientStream' || method.kind === 'bidi',
        responseStream: method.kind === 'serverStream' || method.kind === 'bidi',
        requestDeserialize: method.deserialize,
        responseSerialize: method.serialize,
      };
      const outer = interceptors.reduce<InterceptingCall>((inner, intercept) => intercept(definition, inner), call);
      outer.start(handlingOf(method, outer, call));
    }
    if (endStream) call.receiveEnd();
  }

  #closeIfIdle(): void {
    if (this.#draining && this.#http2.streamCount === 0) this.#http2.finish();
  }
}

function refuse(stream: Http2Stream, code: status, details: string): void {
  stream.sendHeaders(sharedTrailersOnly(code), [{ name: 'grpc-message', value: encodeGrpcMessage(details) }], true);
}

/** Answers a request that is not gRPC at its end, to tell the sender why it is rejected. */
function answerOtherThanGrpc(stream: Http2Stream, endStream: boolean): void {
  const receiver: StreamReceiver = {
    receiveHeaders: () => undefined,
    receiveData: () => undefined,
    receiveEnd: () => {
      stream.sendHeaders(notGrpc, [], false);
      stream.write(notGrpcText);
      stream.end();
    },
    receiveFailure: () => undefined,
  };
  stream.receiver = receiver;
  if (endStream) receiver.receiveEnd(undefined);
}
