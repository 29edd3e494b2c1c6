import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { startTimer, type CancelTimer } from 'plugin-async';
import { Http2Connection } from '../http2/connection.js';
import { DuplexSink } from '../http2/duplex-sink.js';
import { errorCode, nameOfErrorCode } from '../http2/error-code.js';
import type { HeaderField } from '../http2/hpack/header-field.js';
import { KeepAlive } from '../http2/keep-alive.js';
import type { Http2Stream } from '../http2/stream.js';
import type { StreamReceiver } from '../http2/stream-receiver.js';
import { isHangUp } from '../net/hang-up.js';
import type { ChannelSettings } from './channel-settings.js';
import type { AuthContext } from './grpc-types.js';
import { checkHeaderLimit, maxHeaderListBytes } from './header-limits.js';
import { requestHeaders } from './metadata-headers.js';

/** The events of a connection, for its channel. */
export interface ClientConnectionEvents {
  /** The other side has sent its settings, the first frame of an HTTP/2 server. So it is a server, and it serves. */
  readonly ready: () => void;
  /** New calls need another connection. Running calls may continue. Called once. */
  readonly retired: () => void;
}

/** A call that waits until the other side allows one more stream. */
export interface WaitingCall {
  open(connection: ClientConnection): void;
  /** This connection will not have room any more, so the call must use another. */
  reopen(): void;
}

/** How many streams may be open before the other side has sent its limit. The same as in grpc-go. */
const streamsBeforeSettings = 100;
/** For how many methods the headers are kept. Above that, all are forgotten. */
const mostMethods = 1_000;

const closedByPeer = 'connection lost: the other side closed it';

/**
 * With TLS 1.3, the client finishes its handshake before the server checks the client's certificate. If BoringSSL in grpcio rejects it,
 * it closes the connection without an alert. The client sees only the closed connection, or a reset if the server left data unread.
 */
const closedUngreeted =
  `${closedByPeer} before it said anything, as a server does that does not accept the client certificate ` +
  "(BoringSSL, in Python's grpcio, knows no P-521: set certificateCurve to 'P-256')";

/** The client's end of one HTTP/2 connection on one byte stream. */
export class ClientConnection {
  readonly #duplex: Duplex;
  readonly #settings: ChannelSettings;
  readonly #events: ClientConnectionEvents;

  /** Resolves when the byte stream has been closed. */
  readonly closed: Promise<void>;
  readonly #http2: Http2Connection;
  readonly #scheme: 'http' | 'https';
  /** The headers of each method that has been called. The encoder recognises these lists by identity. */
  readonly #methods = new Map<string, readonly HeaderField[]>();
  #waiting: WaitingCall[] = [];
  readonly #keepAlive: KeepAlive | undefined;
  readonly #cancelSilence: CancelTimer | undefined;
  #lost: string | undefined;
  #greeted = false;
  #retired = false;

  /** @param readyTimeoutMs how long the other side may take to send its settings. Later, the connection counts as lost, as in grpc-go */
  constructor(duplex: Duplex, settings: ChannelSettings, events: ClientConnectionEvents, readyTimeoutMs: number) {
    this.#duplex = duplex;
    this.#settings = settings;
    this.#events = events;

    this.#scheme = duplex instanceof TLSSocket ? 'https' : 'http';
    const sink = new DuplexSink(duplex);
    this.#http2 = new Http2Connection({
      role: 'client',
      sink,
      streamWindow: settings.streamWindowBytes,
      maxHeaderListBytes,
      events: {
        settings: () => this.#greet(),
        goaway: (code, debugData) => this.#goneAway(code, debugData),
        pong: () => this.#keepAlive?.answered(),
        streamClosed: () => this.#admitWaiting(),
        failed: ({ message }) => this.#lose(`connection lost: the other side broke the HTTP/2 protocol: ${message}`),
      },
    });
    this.closed = new Promise((resolve) => {
      sink.attach(this.#http2, {
        gone: (error) => this.#lose(this.#describeLoss(error)),
        closed: resolve,
      });
    });
    this.#cancelSilence = startTimer(readyTimeoutMs, () => {
      this.destroy(`connection lost: the other side sent no HTTP/2 settings within ${readyTimeoutMs} ms`);
    });
    if (settings.keepAlive !== undefined) {
      const dead = (): void => this.destroy('connection lost: the other side did not answer a keepalive ping');
      this.#keepAlive = new KeepAlive(settings.keepAlive, () => this.#http2.ping(), dead);
    }
  }

  /** Whether a new call may start here. */
  get usable(): boolean {
    return !this.#retired && this.#http2.usable;
  }

  /** Whether the other side has sent its settings. They come first. */
  get wasReady(): boolean {
    return this.#greeted;
  }

  /** Why the connection was lost. Undefined if it was not. */
  get lostReason(): string | undefined {
    return this.#lost;
  }

  /** Whether a call may open a stream now. Otherwise it must {@link wait}. */
  get hasRoom(): boolean {
    return this.#greeted ? this.#http2.hasRoom : this.#http2.streamCount < streamsBeforeSettings;
  }

  get authContext(): AuthContext {
    const duplex = this.#duplex;
    if (!(duplex instanceof TLSSocket)) return {};
    return { transportSecurityType: 'ssl', sslPeerCertificate: duplex.getPeerCertificate() };
  }

  /**
   * Opens the stream of a call and sends its headers.
   * @param own the headers of this call only
   * @throws Error for more headers than the other side accepts
   */
  openStream(receiver: StreamReceiver, method: string, authority: string, own: readonly HeaderField[]): Http2Stream {
    const shared = this.#headersOf(method, authority);
    checkHeaderLimit(this.#http2.peer.maxHeaderListBytes, shared, own);
    const stream = this.#http2.openStream(receiver);
    stream.sendHeaders(shared, own, false);
    return stream;
  }

  /** Opens the call as soon as another stream has ended, or returns it with `reopen`. */
  wait(call: WaitingCall): void {
    this.#waiting.push(call);
  }

  /** Ends the connection and every call on it, for this reason. */
  destroy(reason: string): void {
    this.#http2.close(reason);
    this.#lose(reason);
  }

  #headersOf(path: string, authority: string): readonly HeaderField[] {
    const { userAgent, encoding } = this.#settings;
    const key = authority === this.#settings.authority ? path : `${path}\n${authority}`;
    const known = this.#methods.get(key);
    if (known !== undefined) return known;
    const headers = requestHeaders({ path, scheme: this.#scheme, authority, userAgent, encoding });
    if (this.#methods.size >= mostMethods) this.#methods.clear();
    this.#methods.set(key, headers);
    return headers;
  }

  #greet(): void {
    if (!this.#greeted) {
      this.#greeted = true;
      this.#cancelSilence?.();
      this.#events.ready();
    }
    this.#admitWaiting();
  }

  #admitWaiting(): void {
    while (this.#waiting.length > 0 && this.usable && this.hasRoom) this.#waiting.shift()?.open(this);
  }

  #goneAway(code: number, debugData: Buffer): void {
    if (code === errorCode.NO_ERROR) this.#retire();
    else this.destroy(describeGoaway(code, debugData));
  }

  #lose(reason: string): void {
    this.#lost ??= reason;
    this.#cancelSilence?.();
    this.#keepAlive?.stop();
    this.#http2.lost(this.#lost);
    this.#retire();
  }

  #retire(): void {
    if (this.#retired) return;
    this.#retired = true;
    this.#events.retired();
    for (const call of this.#waiting.splice(0)) call.reopen();
  }

  /** @param error the error of the byte stream. Undefined if the other side closed it */
  #describeLoss(error?: Error): string {
    const hungUp = error === undefined || isHangUp(error);
    if (hungUp && !this.#greeted && this.#duplex instanceof TLSSocket) return closedUngreeted;
    return error === undefined ? closedByPeer : `connection lost: ${error.message}`;
  }
}

function describeGoaway(code: number, debugData: Buffer): string {
  const text = debugData.toString('utf8', 0, 200);
  return `connection lost: the other side ended it with ${nameOfErrorCode(code)}${text === '' ? '' : ` (${text})`}`;
}
