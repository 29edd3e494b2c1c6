import * as http2 from 'node:http2';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { isHangUp } from '../net/hang-up.js';
import type { ChannelSettings } from './channel-settings.js';
import type { AuthContext } from './grpc-types.js';
import { checkHeaderLimit, headerLimits, maxHeaderListBytes } from './header-limits.js';
import { StallWatch } from './stall-watch.js';
import { nameOfResetCode } from './status-mapping.js';

/** How long a closing connection may take to flush before its stream is destroyed. */
const closeGraceMs = 500;

/** What a connection tells the channel it belongs to. */
export interface ConnectionEvents {
  /** The other side has sent its settings, as the first thing that a server of HTTP/2 says: it is one, and it serves. */
  readonly ready: () => void;
  /** New calls need another connection; running ones may go on. Called once. */
  readonly retired: () => void;
}

const closedByPeer = 'connection lost: the other side closed it';

/**
 * With TLS 1.3 the client is done before the server has looked at its certificate, and BoringSSL in grpcio then closes the connection without an
 * alert: this is all that there is to see of it, or a reset, when what the client had already sent was left unread.
 */
const closedUngreeted =
  `${closedByPeer} before it said anything, as a server does that does not accept the client certificate ` +
  "(BoringSSL, in Python's grpcio, knows no P-521: set certificateCurve to 'P-256')";

/** One HTTP/2 session on one byte stream. */
export class Http2Connection {
  readonly session: http2.ClientHttp2Session;
  readonly scheme: 'http' | 'https';
  /** Resolves when the byte stream has been closed. */
  readonly closed: Promise<void>;
  private lost: string | undefined;
  private greeted = false;
  private retired = false;
  /** What the other side takes in one block of headers; undefined until it has said so. */
  private peerHeaderBytes: number | undefined;
  private readonly stall: StallWatch;

  /** @param readyTimeoutMs how long the other side may take for its settings; then it counts as lost, as in grpc-go */
  constructor(
    private readonly duplex: Duplex,
    settings: ChannelSettings,
    private readonly events: ConnectionEvents,
    readyTimeoutMs: number,
  ) {
    this.scheme = duplex instanceof TLSSocket ? 'https' : 'http';
    // Before node:http2 adds its own listeners: the reason must be known by the time it closes the streams.
    duplex.on('error', (error) => (this.lost ??= this.describeLoss(error)));
    this.closed = new Promise((resolve) => {
      duplex.once('close', () => {
        this.lost ??= this.describeLoss();
        // Over a Duplex that is no socket, node:http2 does not notice that it was destroyed.
        setImmediate(() => (this.session as http2.ClientHttp2Session | undefined)?.destroy());
        this.retire();
        resolve();
      });
    });
    this.session = http2.connect('http://localhost', {
      createConnection: () => duplex,
      // A limit on memory per session would refuse streams while large messages are in flight.
      maxSessionMemory: Number.MAX_SAFE_INTEGER,
      peerMaxConcurrentStreams: 0xffff_ffff,
      ...headerLimits,
      settings: {
        enablePush: false,
        initialWindowSize: settings.streamWindowBytes,
        maxHeaderListSize: maxHeaderListBytes,
      },
    });
    this.stall = new StallWatch(
      this.session,
      () => (duplex instanceof Socket ? duplex.bytesRead : 0),
      () => this.destroy('connection lost: the other side broke the HTTP/2 protocol'),
    );
    this.watchSession(readyTimeoutMs);
    this.widenSessionWindow(settings.streamWindowBytes);
  }

  /** Whether a new call may start here. */
  get usable(): boolean {
    return this.lost === undefined && !this.session.closed && !this.session.destroyed;
  }

  /** Whether the other side has ever sent its settings, which come before all else. */
  get wasReady(): boolean {
    return this.greeted;
  }

  /** Why calls can no longer be answered; undefined while they can. */
  get lostReason(): string | undefined {
    return this.lost ?? (this.session.destroyed ? 'connection lost: the session has ended' : undefined);
  }

  get authContext(): AuthContext {
    const { duplex } = this;
    if (!(duplex instanceof TLSSocket)) return {};
    return { transportSecurityType: 'ssl', sslPeerCertificate: duplex.getPeerCertificate() };
  }

  /**
   * Opens the stream of a call; {@link callEnded} is to follow.
   * @throws Error for headers beyond what the other side takes
   */
  openStream(headers: http2.OutgoingHttpHeaders): http2.ClientHttp2Stream {
    checkHeaderLimit(headers, this.peerHeaderBytes);
    const stream = this.session.request(headers);
    this.stall.callStarted(stream);
    return stream;
  }

  callEnded(stream: http2.ClientHttp2Stream): void {
    this.stall.callEnded(stream);
  }

  /** Ends the session and every call on it, for that reason. */
  destroy(reason: string): void {
    this.lost ??= reason;
    this.session.destroy();
    // A peer that reads no more must not hold the stream open for ever.
    const timer = setTimeout(() => this.duplex.destroy(), closeGraceMs);
    this.duplex.once('close', () => clearTimeout(timer));
  }

  private watchSession(readyTimeoutMs: number): void {
    const { session } = this;
    session.on('error', (error: Error) => (this.lost ??= this.describeLoss(error)));
    session.on('goaway', (code: number, _lastStream: number, data?: Uint8Array) => {
      if (code !== http2.constants.NGHTTP2_NO_ERROR) this.lost ??= describeGoaway(code, data);
      this.retire();
    });
    const silence = setTimeout(() => {
      this.destroy(`connection lost: the other side sent no HTTP/2 settings within ${readyTimeoutMs} ms`);
    }, readyTimeoutMs);
    session.on('remoteSettings', (theirs: http2.Settings) => (this.peerHeaderBytes = theirs.maxHeaderListSize));
    session.once('remoteSettings', () => {
      this.greeted = true;
      clearTimeout(silence);
      this.events.ready();
    });
    session.once('close', () => {
      clearTimeout(silence);
      this.stall.stop();
      this.retire();
    });
  }

  private retire(): void {
    if (this.retired) return;
    this.retired = true;
    this.events.retired();
  }

  /** @param error what the stream or the session broke with; without one it was closed */
  private describeLoss(error?: Error): string {
    const hungUp = error === undefined || isHangUp(error);
    if (hungUp && !this.greeted && this.duplex instanceof TLSSocket) return closedUngreeted;
    return error === undefined ? closedByPeer : `connection lost: ${error.message}`;
  }

  /** Node gives the connection as a whole 64 KiB; streams would share that, however wide their own windows are. */
  private widenSessionWindow(streamWindow: number): void {
    const widen = (): void => {
      if (!this.session.destroyed) this.session.setLocalWindowSize(streamWindow * 4);
    };
    if (this.session.connecting) this.session.once('connect', widen);
    else widen();
  }
}

function describeGoaway(code: number, data: Uint8Array | undefined): string {
  const text = data === undefined ? '' : Buffer.from(data).toString('utf8').slice(0, 200);
  return `connection lost: the other side ended it with ${nameOfResetCode(code)}${text === '' ? '' : ` (${text})`}`;
}
