import { ConnectionError, errorCode } from './error-code.js';
import { defaultWindow, largestWindow } from './settings.js';

/** A stream that has data to send. */
export interface Sender {
  /** Whether it has something to send and its own window lets it. */
  canSend(): boolean;
  /** Sends one frame with at most `most` bytes, and {@link SendScheduler.spend}s them. */
  sendFrame(most: number): void;
}

/** Bytes that may wait for the byte stream before data is held back. */
const mostUnsent = 256 * 1024;

/**
 * Decides whose data goes out next: streams take turns, a frame each, within the connection's window and no faster than the byte stream takes it.
 */
export class SendScheduler {
  #window = defaultWindow;
  #queue: Sender[] = [];
  readonly #queued = new Set<Sender>();
  #running = false;

  /** @param unsent bytes that have been written and not yet been taken; Infinity while the byte stream is full */
  constructor(private readonly unsent: () => number) {}

  /** How many bytes may go out at once; 0 while others wait for their turn. */
  get allowance(): number {
    if (this.#queue.length > 0 || this.unsent() >= mostUnsent) return 0;
    return this.#window;
  }

  /** Bytes have gone out. */
  spend(bytes: number): void {
    this.#window -= bytes;
  }

  /** The other side's WINDOW_UPDATE for the connection. @throws ConnectionError */
  grant(bytes: number): void {
    this.#window += bytes;
    if (this.#window > largestWindow)
      throw new ConnectionError(errorCode.FLOW_CONTROL_ERROR, 'a window that is too large');
    this.run();
  }

  /** The sender has data that could not go out at once. */
  enqueue(sender: Sender): void {
    if (this.#queued.has(sender) || !sender.canSend()) return;
    this.#queued.add(sender);
    this.#queue.push(sender);
    this.run();
  }

  /** Forgets a sender that has ended. */
  remove(sender: Sender): void {
    if (this.#queued.delete(sender)) this.#queue = this.#queue.filter((other) => other !== sender);
  }

  /** Sends what may be sent; also called when the byte stream takes more. */
  run(): void {
    // A sender whose data is gone calls back, and whoever is called may write more: that waits for the loop below.
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#queue.length > 0 && this.#window > 0 && this.unsent() < mostUnsent) {
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
