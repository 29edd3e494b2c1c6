import { type Timers, unlessAborted } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { BrokerMessage, BrokerStream } from './broker-message.js';
import { pending, type Pending } from './pending.js';

/** How long go-plugin waits for the other side in all things of the broker. */
export const brokerTimeoutMs = 5_000;

/** A stream that lives shorter than this is not opened again at once: the other side is going down. */
const stableAfterMs = 1_000;

/** What a {@link BrokerLink} is made of. */
export interface BrokerLinkOptions {
  readonly timers: Timers;
  /** Opens StartStream; on the host alone. The plugin waits for the host to do so. */
  readonly open?: (() => BrokerStream) | undefined;
}

/**
 * The broker's stream through its changes: go-plugin's broker is dead for good when its first stream ends, this one goes on with the
 * next (B08). If the other side ended the stream of its own accord, as a Go plugin does with every stream but the first (T17), it
 * is over here too.
 */
export class BrokerLink {
  #stream: BrokerStream | undefined;
  #openedAt = 0;
  #over = false;
  readonly #waiters = new Set<Pending<BrokerStream>>();
  #onMessage: (message: BrokerMessage) => void = () => undefined;
  #onOver: () => void = () => undefined;

  constructor(private readonly options: BrokerLinkOptions) {}

  /** Called with each message of the other side. */
  onMessage(handler: (message: BrokerMessage) => void): void {
    this.#onMessage = handler;
  }

  /**
   * Called when the other side has ended the stream: what was awaited from it will not come. After a lost connection it may, by the
   * next stream.
   */
  onOver(handler: () => void): void {
    this.#onOver = handler;
  }

  /** Host: opens the first stream. */
  open(): void {
    if (this.options.open !== undefined) this.attach(this.options.open());
  }

  /** Goes on with this stream; a former one is still listened to until it ends. */
  attach(stream: BrokerStream): void {
    if (this.#over) {
      stream.close();
      return;
    }
    this.#stream = stream;
    this.#openedAt = this.options.timers.now();
    stream.onMessage((message) => this.#onMessage(message));
    void stream.ended.then((how) => this.#ended(stream, how));
    for (const { resolve } of this.#waiters) resolve(stream);
    this.#waiters.clear();
  }

  /**
   * Sends a message about `id`, waiting up to 5 s for a stream.
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

  /** Whether nothing can be brokered any more. */
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
    const { open, timers } = this.options;
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
    const waiter = pending<BrokerStream>({ timers: this.options.timers, timeoutMs: brokerTimeoutMs, late, signal });
    this.#waiters.add(waiter);
    return waiter.promise.finally(() => this.#waiters.delete(waiter));
  }
}
