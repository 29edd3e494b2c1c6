import { type CancelTimer, type Timers, unlessAborted } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { Logger } from '../logger.js';
import type { Dialer, StreamListener } from '../net/dialer.js';
import type { YamuxStream } from '../yamux/stream.js';
import { brokerTimeoutMs, type BrokerLink } from './broker-link.js';
import type { BrokerMessage } from './broker-message.js';
import type { BrokerTransport } from './broker-transport.js';
import type { MuxRouter } from './mux-router.js';
import { pending, type Pending } from './pending.js';

/**
 * How long a knock waits for an id that is not served yet. It is a little shorter than the other side's wait, because a
 * late answer would confuse the order of streams.
 */
const knockHoldMs = 4_500;
/**
 * go-plugin's Accept answers knocks a moment before it has a listener. A dial at that moment is refused, and the next
 * one succeeds. So only this many refusals in a row count, with this pause between them.
 */
const refusalsToBelieve = 5;
const refusalPauseMs = 20;
/** More knocks than this at a time can only be an attack. */
const mostKnocks = 1_000;

const never = new AbortController().signal;

/** The options of a {@link MuxTransport}. */
export interface MuxTransportOptions {
  readonly router: MuxRouter;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * go-plugin's broker with multiplexing. The dialling side knocks over the link, waits for the answer, and opens a
 * stream. Each further dial knocks again. As in go-plugin, there is one dial at a time, and a knock for an id that is
 * not served yet waits.
 */
export class MuxTransport implements BrokerTransport {
  readonly #link: BrokerLink;
  readonly #options: MuxTransportOptions;
  readonly #answers = new Map<number, Pending<string | undefined>>();
  /** Knocks for ids that are not served yet, each with the timer that drops it. */
  readonly #knocks = new Map<number, CancelTimer>();
  #admitting = 0;

  constructor(link: BrokerLink, options: MuxTransportOptions) {
    this.#link = link;
    this.#options = options;
  }

  accept(id: number, signal: AbortSignal): Promise<StreamListener> {
    signal.throwIfAborted();
    const listener = this.#options.router.listen(id);
    this.#answerHeldKnock(id);
    return Promise.resolve(listener);
  }

  /** A knock finds the listener at any time. */
  announce(): Promise<void> {
    return Promise.resolve();
  }

  connect(id: number, timeoutMs: number, signal: AbortSignal): Promise<Dialer> {
    signal.throwIfAborted();
    let patience = timeoutMs;
    return Promise.resolve((dialSignal) => {
      const dialled = this.#dial(id, patience, dialSignal);
      patience = brokerTimeoutMs;
      return dialled;
    });
  }

  receive(message: BrokerMessage): void {
    switch (message.kind) {
      case 'knock':
        this.#knocked(message.id);
        break;
      case 'knock answer':
        this.#answered(message.id, message.error);
        break;
      case 'address':
        this.#drop('this connection is multiplexed', message.id);
        break;
      case 'invalid':
        this.#drop(message.problem);
    }
  }

  abandon(): void {
    for (const [id, answer] of this.#answers) answer.reject(new GoPluginError('BROKER_CLOSED', { id }));
    for (const cancel of this.#knocks.values()) cancel();
    this.#knocks.clear();
  }

  /**
   * After an abort, the knock still waits for its answer. Once it is admitted, the stream must be opened, because the
   * other side assigns the next stream to it.
   */
  #dial(id: number, timeoutMs: number, signal: AbortSignal): Promise<YamuxStream> {
    const dialled = this.#options.router.inTurn(() => {
      signal.throwIfAborted();
      return this.#knockAndOpen(id, timeoutMs);
    });
    dialled.then(
      (stream) => {
        if (signal.aborted) stream.destroy();
      },
      () => undefined,
    );
    return unlessAborted(dialled, signal);
  }

  async #knockAndOpen(id: number, timeoutMs: number): Promise<YamuxStream> {
    const { router, timers } = this.#options;
    const deadline = timers.now() + timeoutMs;
    const late = (): Error => new GoPluginError('BROKER_TIMEOUT', { id, timeoutMs });
    for (let refusals = 1; ; refusals += 1) {
      const reason = await this.#knock(id, deadline - timers.now(), late);
      if (reason === undefined) return router.open();
      if (refusals === refusalsToBelieve) throw new GoPluginError('BROKER_REFUSED', { id, reason });
      await new Promise<void>((resolve) => timers.after(refusalPauseMs, resolve));
    }
  }

  /** @returns the other side's reason if it refuses */
  async #knock(id: number, timeoutMs: number, late: () => Error): Promise<string | undefined> {
    const answer = pending<string | undefined>({ timers: this.#options.timers, timeoutMs, late, signal: never });
    this.#answers.set(id, answer);
    try {
      this.#link.send(id, { kind: 'knock', id }, never).catch(answer.reject);
      return await answer.promise;
    } finally {
      this.#answers.delete(id);
    }
  }

  #answered(id: number, error: string | undefined): void {
    const answer = this.#answers.get(id);
    if (answer !== undefined) {
      answer.resolve(error);
      return;
    }
    this.#drop('nobody has knocked, or not lately', id);
    // The dial is over, but the other side now assigns the next stream to it. Open one, so that no other stream is
    // lost.
    if (error === undefined && this.#options.router.ready) this.#options.router.open().destroy();
  }

  #knocked(id: number): void {
    if (this.#options.router.has(id)) {
      this.#admit(id);
      return;
    }
    if (this.#knocks.has(id) || this.#knocks.size >= mostKnocks) {
      this.#drop('it is superfluous', id);
      return;
    }
    const expired = (): void => {
      this.#knocks.delete(id);
      this.#drop('no listener for it', id);
    };
    this.#knocks.set(id, this.#options.timers.after(knockHoldMs, expired));
  }

  #answerHeldKnock(id: number): void {
    const cancel = this.#knocks.get(id);
    if (cancel === undefined) return;
    cancel();
    this.#knocks.delete(id);
    this.#admit(id);
  }

  #admit(id: number): void {
    if (this.#admitting >= mostKnocks) {
      this.#drop('it is superfluous', id);
      return;
    }
    this.#admitting++;
    const admission = this.#options.router.admit(id, () => {
      const served = this.#options.router.has(id);
      const error = served ? undefined : `no listener for id ${id}`;
      this.#link.send(id, { kind: 'knock answer', id, error }, never).catch((cause: unknown) => {
        this.#options.logger.log('warn', 'a knock could not be answered', { id, error: cause });
      });
      return served;
    });
    void admission.then(() => this.#admitting--);
  }

  #drop(reason: string, id?: number): void {
    this.#options.logger.log('warn', 'a message of the other side’s broker was dropped', { reason, id });
  }
}
