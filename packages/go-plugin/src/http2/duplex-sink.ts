import type { Duplex } from 'node:stream';
import type { Http2Connection } from './connection.js';
import type { ByteSink } from './connection-options.js';

/** How long a connection that this side has ended may take to flush and to be closed by the other side. */
const closeGraceMs = 500;

/** What the owner of a connection learns from its byte stream. */
export interface DuplexEvents {
  /** The byte stream has ended or failed; the connection must be told with what reason its streams fail. */
  gone(error: Error | undefined): void;
  /** It is closed: nothing of it is left. */
  closed(): void;
}

/** Runs a connection over a byte stream of Node: a socket, TLS, a yamux stream, a pair in memory. */
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
    // In one system call.
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
    // A peer that reads no more, or does not close its end, must not hold the stream open for ever.
    const timer = setTimeout(() => duplex.destroy(), closeGraceMs);
    duplex.once('close', () => clearTimeout(timer));
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
        // Whoever allows half-open streams leaves closing to this side.
        this.end();
      })
      .on('close', () => {
        lose();
        events.closed();
      });
  }
}
