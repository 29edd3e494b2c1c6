import { type Timers, unlessAborted } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { BrokerMessage, BrokerStream } from './broker-message.js';
import { pending, type Pending } from './pending.js';

/** go-plugin's time limit for everything that the broker waits for. */
export const brokerTimeoutMs = 5_000;

/** If a stream ends sooner than this, the other side is shutting down, so it is not opened again at once. */
const stableAfterMs = 1_000;

/** The options of a {@link BrokerLink}. */
export interface BrokerLinkOptions {
  readonly timers: Timers;
  /** Opens StartStream. Only the host has it; the plugin waits for the host. */
  readonly open?: (() => BrokerStream) | undefined;
}

/**
 * The broker's current stream. go-plugin's broker is unusable after its first stream ends. This one continues with the
 * next stream (B08). A Go plugin serves only the first stream and ends every later one itself. If the other side ends
 * the stream like that, brokering is over here too.
 */
export class BrokerLink {
  readonly #options: BrokerLinkOptions;
  #stream: BrokerStream | undefined;
  #openedAt = 0;
  #over = false;
  readonly #waiters = new Set<Pending<BrokerStream>>();
  #onMessage: (message: BrokerMessage) => void = () => undefined;
  #onOver: () => void = () => undefined;

  constructor(options: BrokerLinkOptions) {
    this.#options = options;
  }

  /** Calls `handler` with each message of the other side. */
  onMessage(handler: (message: BrokerMessage) => void): void {
    this.#onMessage = handler;
  }

  /**
   * Calls `handler` when the other side has ended the stream, so that no awaited message will come. After a lost
   * connection, messages may still come on the next stream.
   */
  onOver(handler: () => void): void {
    this.#onOver = handler;
  }

  /** Host: opens the first stream. */
  open(): void {
    if (this.#options.open !== undefined) this.attach(this.#options.open());
  }

  /** Continues with this stream. Messages of an earlier stream still count until it ends. */
  attach(stream: BrokerStream): void {
    if (this.#over) {
      stream.close();
      return;
    }
    this.#stream = stream;
    this.#openedAt = this.#options.timers.now();
    stream.onMessage((message) => this.#onMessage(message));
    void stream.ended.then((how) => this.#ended(stream, how));
    for (const { resolve } of this.#waiters) resolve(stream);
    this.#waiters.clear();
  }

  /**
   * Sends a message about `id`. Waits up to 5 s for a stream.
   * @throws GoPluginError `BROKER_CLOSED`; or the signal's reason
   */
  async send(id: number, message: BrokerMessage, signal: AbortSignal): Promise<void> {
    const stream = await this.#current(id, signal);
    try {
      await unlessAborted(stream.send(message), signal);
    } catch (cause) {
      signal.throwIfAborted();
      throw new GoPluginError('BROKER_CLOSED', { id }, { cause });
    }
  }

  /** Whether brokering is over. */
  get over(): boolean {
    return this.#over;
  }

  close(): void {
    this.#over = true;
    for (const { reject } of this.#waiters) reject(new GoPluginError('BROKER_CLOSED', {}));
    this.#waiters.clear();
    this.#stream?.close();
    this.#stream = undefined;
  }

  #ended(stream: BrokerStream, how: 'over' | 'lost'): void {
    if (this.#stream !== stream) return;
    this.#stream = undefined;
    const { open, timers } = this.#options;
    if (how === 'over') {
      this.#onOver();
      if (open !== undefined) this.close();
    } else if (!this.#over && timers.now() - this.#openedAt >= stableAfterMs) {
      this.open();
    }
  }

  async #current(id: number, signal: AbortSignal): Promise<BrokerStream> {
    signal.throwIfAborted();
    if (this.#over) throw new GoPluginError('BROKER_CLOSED', { id });
    if (this.#stream === undefined) this.open();
    if (this.#stream !== undefined) return this.#stream;
    const late = (): Error => new GoPluginError('BROKER_CLOSED', { id });
    const waiter = pending<BrokerStream>({ timers: this.#options.timers, timeoutMs: brokerTimeoutMs, late, signal });
    this.#waiters.add(waiter);
    return waiter.promise.finally(() => this.#waiters.delete(waiter));
  }
}
