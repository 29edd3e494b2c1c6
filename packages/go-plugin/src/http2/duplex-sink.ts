import type { Duplex } from 'node:stream';
import { startTimer } from 'plugin-async';
import type { Http2Connection } from './connection.js';
import type { ByteSink } from './connection-options.js';

/** How long an ended connection may take until its bytes are written and the other side has closed it. */
const closeGraceMs = 500;

/** The events of the byte stream below a connection. */
export interface DuplexEvents {
  /** The byte stream has ended or failed. Call {@link Http2Connection.lost} with the reason. */
  gone(error: Error | undefined): void;
  /** The byte stream has been closed. */
  closed(): void;
}

/** Runs a connection over a byte stream of Node: a socket, TLS, a yamux stream, or a pair in memory. */
export class DuplexSink implements ByteSink {
  readonly #duplex: Duplex;
  #ended = false;

  constructor(duplex: Duplex) {
    this.#duplex = duplex;
  }

  get unsent(): number {
    return this.#duplex.writableNeedDrain ? Infinity : this.#duplex.writableLength;
  }

  get held(): number {
    return this.#duplex.writableLength;
  }

  write(chunks: readonly Buffer[]): void {
    const duplex = this.#duplex;
    if (!duplex.writable) return;
    const [first] = chunks;
    if (chunks.length === 1 && first !== undefined) {
      duplex.write(first);
      return;
    }
    // One system call writes all chunks.
    duplex.cork();
    for (const chunk of chunks) duplex.write(chunk);
    duplex.uncork();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    const duplex = this.#duplex;
    if (duplex.destroyed) return;
    duplex.end();
    // A peer that does not read, or does not close its end, must not keep the stream open for ever.
    duplex.once(
      'close',
      startTimer(closeGraceMs, () => duplex.destroy()),
    );
  }

  /** Connects the byte stream to the connection that writes to this sink. */
  attach(connection: Http2Connection, events: DuplexEvents): void {
    const duplex = this.#duplex;
    let gone = false;
    const lose = (error?: Error): void => {
      if (gone) return;
      gone = true;
      events.gone(error);
    };
    duplex
      .on('data', (chunk: Buffer) => connection.receive(chunk))
      .on('drain', () => connection.writable())
      .on('error', lose)
      .on('end', () => {
        lose();
        // If the byte stream allows half-open, Node does not close this side's half.
        this.end();
      })
      .on('close', () => {
        lose();
        events.closed();
      });
  }
}
