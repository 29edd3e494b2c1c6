import type { Duplex } from 'node:stream';
import type { StreamListener } from '../../src/net/dialer.js';

/** A listener whose connections a test makes. */
export class FakeListener implements StreamListener {
  readonly network = 'unix';
  readonly address = '/tmp/plugin1';
  closed = false;
  #handler: (stream: Duplex) => void = () => undefined;

  /** As if somebody had connected. */
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
