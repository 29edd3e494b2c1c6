import type { Timers } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { Logger } from '../logger.js';
import type { StreamListener } from '../net/dialer.js';
import type { YamuxSession } from '../yamux/session.js';
import type { YamuxStream } from '../yamux/stream.js';
import { brokerTimeoutMs } from './broker-link.js';
import { MuxListener } from './mux-listener.js';
import { Serial } from './serial.js';

/** The options of a {@link MuxRouter}. */
export interface MuxRouterOptions {
  /**
   * Gets streams without a knock, for the plugin's main server. Without it, such streams are refused, as on the host.
   */
  readonly main?: MuxListener | undefined;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * Assigns the streams of a multiplexed connection to their ids. A stream itself does not say what it is for. The side
 * that opens one for a brokered id knocks first, and the next stream is for that id. So streams are opened one after
 * the other, and a knock is admitted only after the stream of the previous knock has arrived.
 */
export class MuxRouter {
  readonly #options: MuxRouterOptions;
  readonly #listeners = new Map<number, MuxListener>();
  readonly #admissions = new Serial();
  readonly #opening = new Serial();
  #session: YamuxSession | undefined;
  #expected: { readonly id: number; readonly arrived: () => void } | undefined;

  constructor(options: MuxRouterOptions) {
    this.#options = options;
  }

  /** Routes the streams of the session. It is called once, when the raw connection is made. */
  attach(session: YamuxSession): void {
    this.#session = session;
    session.onStream((stream) => this.#route(stream));
  }

  /** Returns the listener for streams of `id` from now on. */
  listen(id: number): StreamListener {
    const listener = new MuxListener('yamux', `id ${id}`, () => {
      if (this.#listeners.get(id) === listener) this.#listeners.delete(id);
    });
    this.#listeners.set(id, listener);
    return listener;
  }

  /** Whether somebody listens for `id`. */
  has(id: number): boolean {
    return this.#listeners.has(id);
  }

  /** Runs `work`, from the knock to the opening of the stream, when nothing else opens a stream on this side. */
  inTurn<T>(work: () => Promise<T> | T): Promise<T> {
    return this.#opening.run(work);
  }

  /** Whether a stream can be opened. */
  get ready(): boolean {
    return this.#session?.ready === true;
  }

  /** @throws GoPluginError `CONNECT_FAILED` */
  open(): YamuxStream {
    if (this.#session !== undefined) return this.#session.open();
    throw new GoPluginError('CONNECT_FAILED', { address: 'yamux', reason: 'the connection has not been made yet' });
  }

  /**
   * Assigns the next stream to `id`, then calls `admitted`, which tells the other side to open it or returns false. The
   * order matters: the stream may arrive before `admitted` returns. Waits first for the stream of an earlier admission,
   * for at most 5 s.
   */
  admit(id: number, admitted: () => boolean): Promise<void> {
    return this.#admissions.run(
      () =>
        new Promise<void>((resolve) => {
          const settle = (): void => {
            cancel();
            this.#expected = undefined;
            resolve();
          };
          const cancel = this.#options.timers.after(brokerTimeoutMs, settle);
          this.#expected = { id, arrived: settle };
          if (!admitted()) settle();
        }),
    );
  }

  #route(stream: YamuxStream): void {
    const expected = this.#expected;
    const listener = expected === undefined ? this.#options.main : this.#listeners.get(expected.id);
    expected?.arrived();
    if (listener !== undefined) {
      listener.deliver(stream);
      return;
    }
    this.#options.logger.log('warn', 'a stream that nobody waits for was refused', { id: expected?.id });
    stream.destroy(new Error('nobody waits for this stream'));
  }
}
