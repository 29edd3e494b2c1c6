import type { Duplex } from 'node:stream';
import type { StreamListener } from '../../src/net/dialer.js';

/** A listener for which a test makes the connections. */
export class FakeListener implements StreamListener {
  readonly network = 'unix';
  readonly address = '/tmp/plugin1';
  closed = false;
  #handler: (stream: Duplex) => void = () => undefined;

  /** Delivers a connection. */
  connect(stream: Duplex): void {
    this.#handler(stream);
  }

  onConnection(handler: (stream: Duplex) => void): void {
    this.#handler = handler;
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}
