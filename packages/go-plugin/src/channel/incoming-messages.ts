import { status } from '@grpc/grpc-js';
import { decompressMessage, messageEncoding } from './compression.js';
import { MessageDecoder, type FramingProblem, type ReceivedMessage } from './message-framing.js';
import type { CallStatus } from './status-mapping.js';

/** Gets the received messages. The call implements it. */
export interface MessageSink {
  receive(message: Buffer): void;
  fail(failure: CallStatus): void;
  /** Too many bytes are waiting: stop reading. */
  pause(): void;
  /** All messages have been delivered: continue to read. */
  resume(): void;
  /** All messages have been delivered, so a status may follow. */
  settled(): void;
}

/** Reading stops while more bytes than this are waiting. Then the HTTP/2 window slows the sender down. */
const pauseAboveBytes = 64 * 1024;

/**
 * The receiving half of a call. Splits bytes into messages, decompresses them, and delivers one for each `startRead`, in order.
 */
export class IncomingMessages {
  readonly #sink: MessageSink;
  readonly #limit: number;
  readonly #decoder: MessageDecoder;
  readonly #waiting: ReceivedMessage[] = [];
  #waitingBytes = 0;
  #wanted = false;
  #delivering = false;
  #decompressing = false;
  #paused = false;
  #discarded = false;
  #over = false;
  #encoding = 'identity';

  constructor(sink: MessageSink, limit: number) {
    this.#sink = sink;
    this.#limit = limit;

    this.#decoder = new MessageDecoder(limit);
  }

  /** Whether every message so far has been delivered. */
  get drained(): boolean {
    return this.#waiting.length === 0 && !this.#decompressing && !this.#delivering;
  }

  /** Whether the bytes so far end in the middle of a message. */
  get truncated(): boolean {
    return this.#decoder.incomplete;
  }

  /** The response's `grpc-encoding`. */
  useEncoding(name: string): void {
    this.#encoding = name;
  }

  /** Bytes from the stream. */
  write(chunk: Buffer): void {
    if (this.#discarded) return;
    const before = this.#waiting.length;
    const problem = this.#decoder.write(chunk, this.#waiting);
    for (let at = before; at < this.#waiting.length; at += 1)
      this.#waitingBytes += this.#waiting[at]?.payload.length ?? 0;
    this.#deliver();
    if (problem !== undefined) this.#sink.fail(statusOfProblem(problem));
    else if (this.#waitingBytes > pauseAboveBytes && !this.#paused) {
      this.#paused = true;
      this.#sink.pause();
    }
  }

  /** The application wants one more message. */
  startRead(): void {
    this.#wanted = true;
    this.#deliver();
  }

  /**
   * The stream has ended, so delivers the rest without `startRead`. A unary call asks for only one message, and must not wait for ever if
   * there is a second one. A slow reader keeps the messages in its own buffer instead.
   */
  handOutRest(): void {
    this.#over = true;
    this.#deliver();
  }

  /** Drops the waiting messages and all further bytes. */
  discard(): void {
    this.#discarded = true;
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
  }

  #deliver(): void {
    // The application asks for the next message while it gets this one. A loop needs less stack than a recursion.
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      while ((this.#wanted || this.#over) && !this.#decompressing) {
        const next = this.#waiting.shift();
        if (next === undefined) break;
        this.#waitingBytes -= next.payload.length;
        if (next.compressed) this.#decompress(next.payload);
        else this.#handOut(next.payload);
      }
    } finally {
      this.#delivering = false;
    }
    if (!this.drained) return;
    if (this.#paused) {
      this.#paused = false;
      this.#sink.resume();
    }
    this.#sink.settled();
  }

  #handOut(message: Buffer): void {
    this.#wanted = false;
    this.#sink.receive(message);
  }

  #handOutDecompressed(message: Buffer): void {
    this.#delivering = true;
    try {
      this.#handOut(message);
    } finally {
      this.#delivering = false;
    }
    this.#deliver();
  }

  #decompress(payload: Buffer): void {
    const encoding = messageEncoding(this.#encoding);
    if (encoding === undefined) {
      const details = `received a compressed message with grpc-encoding ${JSON.stringify(this.#encoding)}`;
      this.#sink.fail({ code: this.#encoding === 'identity' ? status.INTERNAL : status.UNIMPLEMENTED, details });
      return;
    }
    this.#decompressing = true;
    void decompressMessage(encoding, payload, this.#limit).then((message) => {
      this.#decompressing = false;
      if (this.#discarded) return;
      if (message === 'too-large')
        this.#sink.fail({
          code: status.RESOURCE_EXHAUSTED,
          details: `Received message that decompresses to more than ${this.#limit} bytes`,
        });
      else if (message === 'corrupt')
        this.#sink.fail({ code: status.INTERNAL, details: `received a message that is not valid ${encoding}` });
      else this.#handOutDecompressed(message);
    });
  }
}

function statusOfProblem(problem: FramingProblem): CallStatus {
  if (problem.kind === 'bad-flag')
    return { code: status.INTERNAL, details: `received a message with the invalid compressed flag ${problem.flag}` };
  return {
    code: status.RESOURCE_EXHAUSTED,
    details: `Received message larger than max (${problem.bytes} vs ${problem.limit})`,
  };
}
