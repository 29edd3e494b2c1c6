import { ConnectionError, errorCode } from './error-code.js';
import { defaultWindow, largestWindow } from './settings.js';

/** A stream that has data to send. */
export interface Sender {
  /** Whether it has data, and its own window allows to send it. */
  canSend(): boolean;
  /** Sends one frame with at most `most` bytes, and {@link SendScheduler.spend}s them. */
  sendFrame(most: number): void;
}

/** Data is held back while more than these bytes wait for the byte stream. */
const mostUnsent = 256 * 1024;

/**
 * Decides which stream sends next. Streams take turns, one frame each, within the connection's window and as fast as the byte stream accepts it.
 */
export class SendScheduler {
  readonly #unsent: () => number;
  #window = defaultWindow;
  #queue: Sender[] = [];
  readonly #queued = new Set<Sender>();
  #running = false;

  /** @param unsent returns the bytes that have been written and not accepted yet, Infinity while the byte stream is full */
  constructor(unsent: () => number) {
    this.#unsent = unsent;
  }

  /** How many bytes a sender may send at once. 0 while others wait for their turn. */
  get allowance(): number {
    if (this.#queue.length > 0 || this.#unsent() >= mostUnsent) return 0;
    return this.#window;
  }

  /** Counts bytes that have been sent. */
  spend(bytes: number): void {
    this.#window -= bytes;
  }

  /** Applies the other side's WINDOW_UPDATE for the connection. @throws ConnectionError */
  grant(bytes: number): void {
    this.#window += bytes;
    if (this.#window > largestWindow)
      throw new ConnectionError(errorCode.FLOW_CONTROL_ERROR, 'a window that is too large');
    this.run();
  }

  /** Adds a sender whose data could not be sent at once. */
  enqueue(sender: Sender): void {
    if (this.#queued.has(sender) || !sender.canSend()) return;
    this.#queued.add(sender);
    this.#queue.push(sender);
    this.run();
  }

  /** Removes a sender that has ended. */
  remove(sender: Sender): void {
    if (this.#queued.delete(sender)) this.#queue = this.#queue.filter((other) => other !== sender);
  }

  /** Sends as much as possible. Also called when the byte stream accepts more. */
  run(): void {
    // A write callback may write more and call this again. The loop below handles that.
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#queue.length > 0 && this.#window > 0 && this.#unsent() < mostUnsent) {
        const sender = this.#queue.shift();
        if (sender === undefined) break;
        this.#queued.delete(sender);
        if (!sender.canSend()) continue;
        sender.sendFrame(this.#window);
        if (sender.canSend()) this.enqueue(sender);
      }
    } finally {
      this.#running = false;
    }
  }
}
