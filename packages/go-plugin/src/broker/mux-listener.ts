import type { Duplex } from 'node:stream';
import type { StreamListener } from '../net/dialer.js';

/** A listener whose connections are streams of a multiplexed connection, delivered by a router. */
export class MuxListener implements StreamListener {
  readonly #onClose: () => void | Promise<void>;

  #handler: ((stream: Duplex) => void) | undefined;
  #early: Duplex[] = [];
  #closed = false;

  constructor(
    readonly network: string,
    readonly address: string,
    onClose: () => void | Promise<void>,
  ) {
    this.#onClose = onClose;
  }

  deliver(stream: Duplex): void {
    if (this.#closed) stream.destroy();
    else if (this.#handler === undefined) this.#early.push(stream);
    else this.#handler(stream);
  }

  onConnection(handler: (stream: Duplex) => void): void {
    this.#handler = handler;
    for (const stream of this.#early.splice(0)) handler(stream);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const stream of this.#early.splice(0)) stream.destroy();
    await this.#onClose();
  }
}
