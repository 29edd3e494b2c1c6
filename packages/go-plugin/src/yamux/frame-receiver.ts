import type { FrameSink } from './frame-decoder.js';
import { flag, frameType, protocolError, type FrameHeader } from './frame.js';
import type { KeepAlive } from './keep-alive.js';
import type { StreamTable } from './stream-table.js';
import { connectionReset, type YamuxStream } from './stream.js';

/** What received frames need of the session, beyond what its streams do. */
export interface ReceivingSession {
  readonly role: 'client' | 'server';
  readonly streams: StreamTable;
  readonly keepAlive: KeepAlive;
  /** Answers a ping with this value. */
  answerPing(value: number): void;
  /** The other side accepts no more streams, for this reason. */
  goAwayReceived(reason: number): void;
  /** Accepts or refuses a stream that the other side opens. */
  incoming(id: number): void;
  /** Resets a stream: drops it and tells the other side. */
  reset(id: number): void;
}

/**
 * The receiving half of a session. It applies the frames of the other side, and checks that the other side may send
 * them. It throws `MUX_PROTOCOL_ERROR` for a protocol violation, which must end the session.
 */
export class FrameReceiver implements FrameSink {
  readonly #session: ReceivingSession;

  /** The stream of the frame that is being received. Undefined if it is not known, or not any more. */
  #stream: YamuxStream | undefined;
  #stopped = false;

  constructor(session: ReceivingSession) {
    this.#session = session;
  }

  /** The session has ended. Ignore the rest of the chunk. */
  stop(): void {
    this.#stopped = true;
    this.#stream = undefined;
  }

  header(header: FrameHeader): void {
    if (this.#stopped) return;
    if (header.type === frameType.ping) this.#ping(header);
    else if (header.type === frameType.goAway) this.#session.goAwayReceived(header.length);
    else this.#streamFrame(header);
  }

  payload(bytes: Buffer): void {
    this.#stream?.receive(bytes);
  }

  end({ flags }: FrameHeader): void {
    const stream = this.#stream;
    this.#stream = undefined;
    if (stream === undefined) return;
    if ((flags & flag.fin) !== 0 && !stream.finish()) throw protocolError(`second FIN on stream ${stream.id}`);
    if ((flags & flag.rst) === 0) return;
    this.#session.streams.remove(stream.id);
    stream.abort(connectionReset());
  }

  #ping({ flags, length: value }: FrameHeader): void {
    if ((flags & flag.syn) !== 0) this.#session.answerPing(value);
    else this.#session.keepAlive.answer(value);
  }

  #streamFrame({ type, flags, streamId, length }: FrameHeader): void {
    const session = this.#session;
    if ((flags & flag.syn) !== 0) this.#opened(streamId);
    const stream = session.streams.get(streamId);
    this.#stream = stream;
    if (stream === undefined) return;
    if ((flags & flag.ack) !== 0) session.streams.acknowledge(streamId);
    if (type === frameType.windowUpdate) {
      stream.grant(length);
      return;
    }
    if (!stream.claim(length)) throw protocolError(`stream ${streamId} exceeded its receive window`);
    // The owner has closed the stream and will never read. Reset it, as a socket would, so that the other side does not
    // wait.
    if (stream.unwanted) session.reset(streamId);
  }

  #opened(id: number): void {
    const { role, streams } = this.#session;
    const remoteParity = role === 'client' ? 0 : 1;
    if (id === 0 || id % 2 !== remoteParity) throw protocolError(`stream id ${id} is not the other side's to open`);
    if (streams.get(id) !== undefined) throw protocolError(`stream ${id} was opened twice`);
    this.#session.incoming(id);
  }
}
