import type { Duplex } from 'node:stream';
import { FrameDecoder } from '../../src/yamux/frame-decoder.js';
import { encodeHeader, type FrameHeader } from '../../src/yamux/frame.js';
import { YamuxSession, type YamuxSessionOptions } from '../../src/yamux/session.js';
import { duplexPair, type DuplexPairOptions } from './duplex-pair.js';
import { ManualTimers } from './manual-timers.js';

/** A received frame with its payload. */
export interface WireFrame extends FrameHeader {
  readonly payload: string;
}

/** The bytes of one frame. By default, a data frame's length is the length of its payload. */
export function frameBytes(header: Partial<FrameHeader> & Pick<FrameHeader, 'type'>, payload = ''): Buffer {
  const complete = { flags: 0, streamId: 0, length: payload.length, ...header };
  return Buffer.concat([encodeHeader(complete), Buffer.from(payload)]);
}

/**
 * A yamux peer for tests: it sends the frames that a test writes, and collects the frames of the session under test.
 */
export class WirePeer {
  readonly frames: WireFrame[] = [];
  ended = false;
  #payload: Buffer[] = [];
  #wake: (() => void)[] = [];

  constructor(private readonly raw: Duplex) {
    const decoder = new FrameDecoder({
      header: () => (this.#payload = []),
      payload: (bytes) => this.#payload.push(bytes),
      end: (header) => this.frames.push({ ...header, payload: Buffer.concat(this.#payload).toString('latin1') }),
    });
    raw.on('data', (chunk: Buffer) => {
      decoder.write(chunk);
      this.#notify();
    });
    raw.on('end', () => {
      this.ended = true;
      this.#notify();
    });
  }

  send(header: Partial<FrameHeader> & Pick<FrameHeader, 'type'>, payload = ''): void {
    this.raw.write(frameBytes(header, payload));
  }

  /** Resolves when `condition` holds, now or after more bytes have arrived. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  /** The next `count` frames that have not been taken yet. */
  async take(count: number): Promise<WireFrame[]> {
    await this.until(() => this.frames.length >= count);
    return this.frames.splice(0, count);
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** A session under test, with a peer and a clock that the test drives. */
export function sessionWithWire(options: Partial<YamuxSessionOptions> = {}): {
  session: YamuxSession;
  wire: WirePeer;
  timers: ManualTimers;
  raw: Duplex;
} {
  const [ours, theirs] = duplexPair();
  const timers = new ManualTimers();
  const session = new YamuxSession(ours, { role: 'server', timers, ...options });
  return { session, wire: new WirePeer(theirs), timers, raw: theirs };
}

/** Two sessions that talk to each other in memory. */
export function sessionPair(options: DuplexPairOptions = {}): {
  client: YamuxSession;
  server: YamuxSession;
  timers: ManualTimers;
  /** The client's end of the byte stream, to break it. */
  cable: Duplex;
} {
  const [left, right] = duplexPair(options);
  const timers = new ManualTimers();
  const client = new YamuxSession(left, { role: 'client', timers });
  return { client, server: new YamuxSession(right, { role: 'server', timers }), timers, cable: left };
}
