import type { BrokerMessage, BrokerStream } from '../../src/broker/broker-message.js';

/** One end of a broker stream in memory. */
export class MemoryBrokerStream implements BrokerStream {
  peer: MemoryBrokerStream | undefined;
  readonly ended: Promise<'over' | 'lost'>;
  /** Messages sent from this end. */
  readonly sent: BrokerMessage[] = [];
  #end: (how: 'over' | 'lost') => void = () => undefined;
  #over = false;
  #handler: ((message: BrokerMessage) => void) | undefined;
  #early: BrokerMessage[] = [];

  constructor() {
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  send(message: BrokerMessage): Promise<void> {
    if (this.#over) return Promise.reject(new Error('the stream has ended'));
    this.sent.push(message);
    setImmediate(() => this.peer?.deliver(message));
    return Promise.resolve();
  }

  onMessage(handler: (message: BrokerMessage) => void): void {
    this.#handler = handler;
    for (const message of this.#early.splice(0)) handler(message);
  }

  /** Delivers a message as if the other side had sent it. */
  deliver(message: BrokerMessage): void {
    if (this.#handler === undefined) this.#early.push(message);
    else this.#handler(message);
  }

  close(): void {
    this.end('over');
    this.peer?.end('over');
  }

  /** Ends only this end. */
  end(how: 'over' | 'lost'): void {
    this.#over = true;
    this.#end(how);
  }
}

/** Both ends of a broker stream. */
export function brokerStreamPair(): [MemoryBrokerStream, MemoryBrokerStream] {
  const left = new MemoryBrokerStream();
  const right = new MemoryBrokerStream();
  left.peer = right;
  right.peer = left;
  return [left, right];
}
