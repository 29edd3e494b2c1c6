import type { Duplex } from 'node:stream';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { systemTimers, type Timers } from 'plugin-async';
import { isHangUp } from '../net/hang-up.js';
import { FrameDecoder } from './frame-decoder.js';
import { FrameReceiver } from './frame-receiver.js';
import { flag, frameType, goAwayReason, protocolError, type FrameHeader } from './frame.js';
import { FrameWriter } from './frame-writer.js';
import { KeepAlive } from './keep-alive.js';
import { defaultLimits, type YamuxLimits } from './limits.js';
import { StreamTable } from './stream-table.js';
import { YamuxStream, type StreamLink } from './stream.js';

/** The options of a session. */
export interface YamuxSessionOptions {
  /** The client's streams have odd ids, the server's even ids. go-plugin's host is the client. */
  readonly role: 'client' | 'server';
  readonly timers?: Timers | undefined;
  readonly limits?: Partial<YamuxLimits> | undefined;
}

/** How long sending the last frames may take before the underlying stream is destroyed, in milliseconds. */
const flushTimeoutMs = 1_000;

/** Receives a stream that the other side has opened. */
export type StreamHandler = (stream: YamuxStream) => void;

/**
 * A yamux session over one byte stream, as hashicorp/yamux v0.1.2 speaks it: any number of streams that either side opens.
 * A violation of the protocol ends the session and all its streams with `MUX_PROTOCOL_ERROR`.
 */
export class YamuxSession implements AsyncDisposable {
  readonly #raw: Duplex;
  readonly #options: YamuxSessionOptions;

  /** Resolves when the session has ended, with the error if one ended it. Never rejects. */
  readonly closed: Promise<GoPluginError | undefined>;
  readonly #writer: FrameWriter;
  readonly #keepAlive: KeepAlive;
  readonly #timers: Timers;
  readonly #limits: YamuxLimits;
  readonly #streams: StreamTable;
  readonly #link: StreamLink;
  readonly #receiver: FrameReceiver;
  #settleClosed: (error: GoPluginError | undefined) => void = () => undefined;
  #backlog: YamuxStream[] = [];
  #handler: StreamHandler | undefined;
  #nextId: number;
  #localGoAway = false;
  #remoteGoAway = false;
  #ended = false;

  constructor(raw: Duplex, options: YamuxSessionOptions) {
    this.#raw = raw;
    this.#options = options;

    this.closed = new Promise((resolve) => (this.#settleClosed = resolve));
    this.#timers = options.timers ?? systemTimers;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#nextId = options.role === 'client' ? 1 : 2;
    this.#writer = new FrameWriter(raw);
    this.#streams = new StreamTable(this.#timers);
    this.#link = this.#createLink();
    this.#keepAlive = new KeepAlive(
      this.#timers,
      this.#limits,
      (value) => this.#control(frameType.ping, flag.syn, 0, value),
      () => this.#end(protocolError('a ping was not answered in time')),
    );
    this.#receiver = this.#createReceiver();
    this.#listen();
  }

  /** The number of streams that are open in at least one direction. */
  get streamCount(): number {
    return this.#streams.size;
  }

  /** Whether {@link YamuxSession.open} would succeed. */
  get ready(): boolean {
    return this.#whyNotOpen() === undefined;
  }

  /**
   * Opens a stream. Data may be written at once, before the other side has accepted.
   * @throws GoPluginError `CONNECT_FAILED` if the session has ended, the other side accepts no more streams (GoAway),
   * or too many of ours wait to be accepted
   */
  open(): YamuxStream {
    const reason = this.#whyNotOpen();
    if (reason !== undefined) throw new GoPluginError('CONNECT_FAILED', { address: 'yamux', reason });
    const stream = new YamuxStream(this.#nextId, this.#link);
    this.#nextId += 2;
    this.#streams.addOpening(stream, this.#limits.openTimeoutMs, () => {
      this.#end(protocolError(`stream ${stream.id} was not accepted in time`));
    });
    this.#link.sendWindowUpdate(stream.id, flag.syn, 0);
    return stream;
  }

  /** Accepts the streams that the other side opens. Earlier streams are passed to `handler` now. */
  onStream(handler: StreamHandler): void {
    this.#handler = handler;
    for (const stream of this.#backlog.splice(0)) this.#accept(handler, stream);
  }

  /**
   * Resolves with the milliseconds that the answer took. An unanswered ping ends the session.
   * @throws GoPluginError `CONNECT_FAILED` if the session ends first
   */
  async ping(): Promise<number> {
    if (this.#ended) throw new GoPluginError('CONNECT_FAILED', { address: 'yamux', reason: 'the session has ended' });
    const start = this.#timers.now();
    const answer = new Promise<boolean>((resolve) => this.#keepAlive.ping(() => resolve(true)));
    if (await Promise.race([answer, this.closed.then(() => false)])) return this.#timers.now() - start;
    throw new GoPluginError('CONNECT_FAILED', { address: 'yamux', reason: 'the session has ended' });
  }

  /** Tells the other side to open no more streams, and resets streams that it opens anyway. Open streams stay open. */
  goAway(): void {
    this.#localGoAway = true;
    this.#control(frameType.goAway, 0, 0, goAwayReason.normal);
  }

  /** Ends the session and its streams. Resolves when the underlying stream is closed. As in Go, no GoAway is sent. */
  async close(): Promise<void> {
    this.#end(undefined);
    if (!this.#raw.closed) await new Promise((resolve) => this.#raw.once('close', resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #whyNotOpen(): string | undefined {
    if (this.#ended) return 'the session has ended';
    if (this.#remoteGoAway) return 'the other side takes no more streams';
    if (this.#nextId > 0xffff_ffff) return 'all stream ids are used up';
    if (this.#streams.unacknowledged >= this.#limits.acceptBacklog) return 'too many streams wait to be accepted';
    return undefined;
  }

  #listen(): void {
    const decoder = new FrameDecoder(this.#receiver);
    this.#raw.on('data', (chunk: Buffer) => {
      if (this.#ended) return;
      try {
        decoder.write(chunk);
        if (this.#writer.overfull) throw protocolError('the other side does not read what it asks for');
      } catch (error) {
        this.#fail(error);
      }
    });
    this.#raw.on('end', () => this.#end(undefined));
    this.#raw.on('error', (cause) => {
      // As in hashicorp/yamux, where a reset ends the session in the same way as EOF.
      if (isHangUp(cause)) this.#end(undefined);
      else this.#end(new GoPluginError('CONNECT_FAILED', { address: 'yamux', reason: cause.message }, { cause }));
    });
    this.#raw.on('close', () => this.#end(undefined));
  }

  #createReceiver(): FrameReceiver {
    return new FrameReceiver({
      role: this.#options.role,
      streams: this.#streams,
      keepAlive: this.#keepAlive,
      answerPing: (value) => this.#control(frameType.ping, flag.ack, 0, value),
      goAwayReceived: (reason) => this.#goAwayReceived(reason),
      incoming: (id) => this.#incoming(id),
      reset: (id) => this.#reset(id),
    });
  }

  #createLink(): StreamLink {
    const writer = this.#writer;
    return {
      whenReady: (send) => writer.whenReady(send),
      sendData: (streamId, parts, length) => writer.data(streamId, parts, length),
      sendWindowUpdate: (streamId, flags, delta) => this.#control(frameType.windowUpdate, flags, streamId, delta),
      release: (streamId) => this.#streams.remove(streamId),
      linger: (streamId) => this.#streams.linger(streamId, this.#limits.closeTimeoutMs, () => this.#reset(streamId)),
    };
  }

  #control(type: FrameHeader['type'], flags: number, streamId: number, length: number): void {
    this.#writer.control({ type, flags, streamId, length });
  }

  #goAwayReceived(reason: number): void {
    if (reason !== goAwayReason.normal) this.#end(protocolError(`the other side ended the session: reason ${reason}`));
    this.#remoteGoAway = true;
  }

  #incoming(id: number): void {
    if (this.#localGoAway || this.#backlog.length >= this.#limits.acceptBacklog) {
      this.#reset(id);
      return;
    }
    const stream = new YamuxStream(id, this.#link);
    this.#streams.add(stream);
    if (this.#handler === undefined) this.#backlog.push(stream);
    else this.#accept(this.#handler, stream);
  }

  #accept(handler: StreamHandler, stream: YamuxStream): void {
    if (this.#streams.get(stream.id) !== stream) return;
    this.#link.sendWindowUpdate(stream.id, flag.ack, 0);
    handler(stream);
  }

  #reset(id: number): void {
    this.#streams.remove(id);
    this.#control(frameType.windowUpdate, flag.rst, id, 0);
  }

  #fail(cause: unknown): void {
    const error = GoPluginError.is(cause, 'MUX_PROTOCOL_ERROR')
      ? cause
      : protocolError('a frame could not be handled', { cause });
    this.#control(frameType.goAway, 0, 0, goAwayReason.protocolError);
    this.#end(error);
  }

  #end(error: GoPluginError | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#receiver.stop();
    this.#keepAlive.stop();
    for (const stream of this.#streams.clear()) {
      if (error === undefined) stream.detach();
      else stream.abort(error);
    }
    this.#writer.end();
    this.#timers.after(flushTimeoutMs, () => this.#raw.destroy());
    this.#settleClosed(error);
  }
}
