import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';

/** First look, and the next ones while bytes come. */
const lookMs = 1000;
/** From the probe to its verdict, and from one suspicious look to the next. */
const judgeMs = 250;
/** Looks grow rarer on a quiet connection, such as one that only carries the plugin's stdio, up to this. */
const rarestLookMs = 30_000;
/** So many suspicious looks in a row are proof. */
const looksUntilSure = 2;
/** The same while data of our own is unsent: a peer that is merely busy or stopped may then look dead. */
const looksUntilSureWithUnsent = 60;

/**
 * Finds out that a session is dead though nobody says so: after a frame that breaks the protocol, nghttp2 sends GOAWAY and reads no
 * more, not even the end of the connection, and node:http2 reports nothing; calls would hang for ever.
 *
 * While calls are open and no byte comes, it sends an empty SETTINGS frame (not PING, which grpc-go punishes: trap T10) and looks
 * whether it leaves the queue: on a dead session nothing does.
 */
export class StallWatch {
  private readonly streams = new Set<ClientHttp2Stream>();
  private timer: NodeJS.Timeout | undefined;
  private quietMs = lookMs;
  private bytesRead = 0;
  private probed = false;
  private outstanding = false;
  private suspicious = 0;

  /** @param countRead bytes read so far, where that is known; @param dead called once, when it is certain */
  constructor(
    private readonly session: ClientHttp2Session,
    private readonly countRead: () => number,
    private readonly dead: () => void,
  ) {}

  callStarted(stream: ClientHttp2Stream): void {
    this.streams.add(stream);
    if (this.timer !== undefined && this.quietMs === lookMs) return;
    this.quietMs = lookMs;
    this.lookIn(lookMs);
  }

  callEnded(stream: ClientHttp2Stream): void {
    this.streams.delete(stream);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.streams.clear();
  }

  private lookIn(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), milliseconds).unref();
  }

  private look(): void {
    this.timer = undefined;
    if (this.streams.size === 0 || this.session.destroyed) return;
    const bytesRead = this.countRead();
    const quiet = bytesRead === this.bytesRead;
    this.bytesRead = bytesRead;
    if (this.probed) this.judge();
    else if (quiet) this.probe();
    else this.lookIn(this.quietMs);
  }

  private probe(): void {
    // One at a time: a peer that a debugger has stopped acknowledges none, and Node allows ten.
    if (!this.outstanding) this.session.settings({}, () => (this.outstanding = false));
    this.outstanding = true;
    this.probed = true;
    this.lookIn(judgeMs);
  }

  private judge(): void {
    const stuck = this.outstanding && (this.session.state.outboundQueueSize ?? 0) > 0;
    if (!stuck) {
      this.probed = false;
      this.suspicious = 0;
      this.quietMs = Math.min(this.quietMs * 2, rarestLookMs);
      this.lookIn(this.quietMs);
      return;
    }
    this.suspicious += 1;
    const unsent = [...this.streams].some((stream) => stream.writableLength > 0);
    if (this.suspicious >= (unsent ? looksUntilSureWithUnsent : looksUntilSure)) this.dead();
    else this.lookIn(judgeMs);
  }
}
