import type { Timers } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { Logger } from '../logger.js';
import type { StreamListener } from '../net/dialer.js';
import type { YamuxSession } from '../yamux/session.js';
import type { YamuxStream } from '../yamux/stream.js';
import { brokerTimeoutMs } from './broker-link.js';
import { MuxListener } from './mux-listener.js';
import { Serial } from './serial.js';

/** What a {@link MuxRouter} is made of. */
export interface MuxRouterOptions {
  /** Gets streams that nobody has knocked for: the plugin's main server. Without it they are refused, as the host does. */
  readonly main?: MuxListener | undefined;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * Knows where the streams of a multiplexed connection belong. Nothing in a stream says what it is for: the side that opens one for a
 * brokered id has knocked before, and the next stream is for that id. Hence whatever opens streams does it one after the other, and
 * the next knock is admitted only when the stream of the last has come.
 */
export class MuxRouter {
  readonly #listeners = new Map<number, MuxListener>();
  readonly #admissions = new Serial();
  readonly #opening = new Serial();
  #session: YamuxSession | undefined;
  #expected: { readonly id: number; readonly arrived: () => void } | undefined;

  constructor(private readonly options: MuxRouterOptions) {}

  /** Routes the streams of this session; there is one, from when the raw connection is made. */
  attach(session: YamuxSession): void {
    this.#session = session;
    session.onStream((stream) => this.#route(stream));
  }

  /** Where streams for `id` arrive from now on. */
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

  /** Takes turns with all else that opens streams on this side, from the knock to the opening. */
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
   * Makes `id` the owner of the next stream, then calls `admitted`, which lets the other side open it (T15) or returns false. Waits for
   * the stream of an earlier admission first. A stream that has not come within 5 s will not.
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
          const cancel = this.options.timers.after(brokerTimeoutMs, settle);
          this.#expected = { id, arrived: settle };
          if (!admitted()) settle();
        }),
    );
  }

  #route(stream: YamuxStream): void {
    const expected = this.#expected;
    const listener = expected === undefined ? this.options.main : this.#listeners.get(expected.id);
    expected?.arrived();
    if (listener !== undefined) {
      listener.deliver(stream);
      return;
    }
    this.options.logger.log('warn', 'a stream that nobody waits for was refused', { id: expected?.id });
    stream.destroy(new Error('nobody waits for this stream'));
  }
}
