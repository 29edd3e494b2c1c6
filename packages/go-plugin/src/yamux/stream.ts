import { Duplex } from 'node:stream';
import { flag } from './frame.js';
import { farewellBytes, maxFramePayload, streamWindow, windowUpdateThreshold } from './limits.js';
import { ByteQueue } from './byte-queue.js';

/** What a stream needs from its session. */
export interface StreamLink {
  /** Calls `send` later, when one data frame may be sent. */
  whenReady(send: () => void): void;
  sendData(streamId: number, parts: readonly Buffer[], length: number): void;
  sendWindowUpdate(streamId: number, flags: number, delta: number): void;
  /** Both directions are closed, or the stream was reset. Its id is no longer used. */
  release(streamId: number): void;
  /** This side has closed the stream, and the other has not. It is reset later. */
  linger(streamId: number): void;
}

type WriteDone = (error?: Error | null) => void;

/**
 * One stream of a session, as a Duplex that behaves like a socket. `end()` closes only this direction. `destroy()` does
 * the same as close(2) on a socket: FIN, or RST if data is lost. `destroy(error)` resets. The other side's reset is an
 * error with the code `ECONNRESET`.
 */
export class YamuxStream extends Duplex {
  readonly #link: StreamLink;
  readonly #outgoing = new ByteQueue();
  #writeDone: WriteDone | undefined;
  /** The length of the write that `#writeDone` belongs to. */
  #writing = 0;
  #sendWindow = streamWindow;
  #receiveWindow = streamWindow;
  #finSent = false;
  #finReceived = false;
  /** Nothing may be sent any more, because either side has reset the stream or the session has ended. */
  #dead = false;
  #queued = false;

  /** @internal Streams come from `YamuxSession.open` and `onStream`. */
  constructor(
    readonly id: number,
    link: StreamLink,
  ) {
    // The window limits the read buffer, so the high water mark is the window, and Node never delays a read. Half-open
    // is allowed, because TLS and http2 still write after the other side's FIN.
    super({ allowHalfOpen: true, readableHighWaterMark: streamWindow, writableHighWaterMark: streamWindow });
    this.#link = link;
    // A reset by the other side must not crash this process while the stream has no owner. The owner adds its own
    // listeners.
    this.on('error', () => undefined);
  }

  /** Takes payload of the other side that has been claimed. */
  receive(bytes: Buffer): void {
    // Go's yamux may send data behind its own FIN when one goroutine closes while another writes.
    if (this.#finReceived || this.#dead) return;
    this.push(bytes);
  }

  /** Reduces the receive window by `length` bytes. @returns false if the other side sent more than it may */
  claim(length: number): boolean {
    if (length > this.#receiveWindow) return false;
    this.#receiveWindow -= length;
    return true;
  }

  /**
   * Whether this side has closed the stream, and more than the last frames has arrived since. The other side still uses
   * it.
   */
  get unwanted(): boolean {
    return this.destroyed && streamWindow - this.#receiveWindow > farewellBytes;
  }

  /** The other side grants `delta` more bytes. */
  grant(delta: number): void {
    this.#sendWindow = Math.min(this.#sendWindow + delta, 0xffff_ffff);
    this.#pump();
  }

  /** The other side's FIN. @returns false if it is the second one. */
  finish(): boolean {
    if (this.#finReceived) return false;
    this.#finReceived = true;
    this.push(null);
    this.#releaseIfDone();
    return true;
  }

  /** Ends the stream after the other side's RST, or after an error of the session. Nothing is sent back. */
  abort(error: Error): void {
    this.#dead = true;
    this.destroy(error);
  }

  /**
   * The session has ended without an error. Received data can still be read, unless a write is pending. That ends the
   * stream with EPIPE.
   */
  detach(): void {
    if (this.#dead) return;
    this.#dead = true;
    if (!this.#finReceived) this.push(null);
    this.#finReceived = true;
    this.#settleWrite(brokenPipe());
    if (this.readableEnded) this.destroy();
    else this.once('end', () => this.destroy());
  }

  /** Only `read` sees each consumption. `_read` is not called again before the next push. */
  override read(size?: number): unknown {
    const chunk: unknown = super.read(size);
    this.#topUp();
    return chunk;
  }

  override _read(): void {
    this.#topUp();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: WriteDone): void {
    this.#send([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: WriteDone): void {
    this.#send(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  override _final(done: WriteDone): void {
    this.#sendFin();
    done();
  }

  override _destroy(error: Error | null, done: WriteDone): void {
    const lost = error !== null || this.writableLength > 0 || this.readableLength > 0;
    this.#settleWrite(error ?? brokenPipe());
    if (!this.#dead && !(this.#finSent && this.#finReceived)) this.#closeLikeSocket(lost);
    done(error);
  }

  #closeLikeSocket(lost: boolean): void {
    if (lost) {
      this.#dead = true;
      this.#link.sendWindowUpdate(this.id, flag.rst, 0);
      this.#link.release(this.id);
      return;
    }
    this.#sendFin();
    if (!this.#finReceived) this.#link.linger(this.id);
  }

  #sendFin(): void {
    if (this.#finSent || this.#dead) return;
    this.#finSent = true;
    this.#link.sendWindowUpdate(this.id, flag.fin, 0);
    this.#releaseIfDone();
  }

  #releaseIfDone(): void {
    if (this.#finSent && this.#finReceived) this.#link.release(this.id);
  }

  #topUp(): void {
    if (this.#finReceived || this.#dead || this.destroyed) return;
    const delta = streamWindow - this.readableLength - this.#receiveWindow;
    if (delta < windowUpdateThreshold) return;
    this.#receiveWindow += delta;
    this.#link.sendWindowUpdate(this.id, 0, delta);
  }

  #send(parts: readonly Buffer[], done: WriteDone): void {
    if (this.#dead) {
      done(brokenPipe());
      return;
    }
    this.#writing = 0;
    for (const part of parts) {
      this.#outgoing.add(part);
      this.#writing += part.length;
    }
    this.#writeDone = done;
    if (this.#outgoing.length === 0) this.#settleWrite(null);
    else this.#pump();
  }

  #pump(): void {
    if (this.#queued || this.#outgoing.length === 0 || this.#sendWindow === 0) return;
    this.#queued = true;
    this.#link.whenReady(() => {
      this.#sendFrame();
      this.#queued = false;
      this.#pump();
    });
  }

  #sendFrame(): void {
    const most = Math.min(this.#sendWindow, maxFramePayload);
    // A Go reader is fastest with few long frames, so data that waits behind the current write is sent with it.
    if (this.#outgoing.length < most && this.writableLength > this.#writing) this.#settleWrite(null);
    const length = Math.min(this.#outgoing.length, most);
    if (length === 0) return;
    this.#sendWindow -= length;
    this.#link.sendData(this.id, this.#outgoing.take(length), length);
    if (this.#outgoing.length === 0) this.#settleWrite(null);
  }

  #settleWrite(error: Error | null): void {
    const done = this.#writeDone;
    this.#writeDone = undefined;
    if (error !== null) this.#outgoing.clear();
    done?.(error);
  }
}

/** The error of a stream that the other side has reset. It has the form of a socket's error. */
export function connectionReset(): Error {
  return Object.assign(new Error('yamux stream was reset by the other side'), { code: 'ECONNRESET' });
}

function brokenPipe(): Error {
  return Object.assign(new Error('yamux stream is closed'), { code: 'EPIPE' });
}
