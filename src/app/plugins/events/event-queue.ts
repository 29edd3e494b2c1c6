import { AwfError } from '../../../domain/errors/awf-error.js';
import type { DomainEvent } from '../../../domain/event/domain-event.js';
import type { EmittedEvent, Emitter } from '../../../domain/event/emission.js';
import type { CallOptions } from '../../../ports/call-options.js';
import type { Logger } from '../../../ports/logger.js';

/** A plugin that gets events. Its name is that in its manifest. */
export interface Subscriber extends Emitter {
  /** The types that it wants. */
  readonly patterns: readonly string[];
  /** Hands it one event, after a start if it has crashed. Resolves with what it emits because of it. */
  readonly deliver: (event: DomainEvent, options: CallOptions) => Promise<readonly EmittedEvent[]>;
  /** Resolves when it has handled everything that it was handed. */
  readonly flush: (options: CallOptions) => Promise<void>;
}

/** What a queue needs of its bus. */
export interface QueueContext {
  /** Events that may wait for one plugin. */
  readonly capacity: number;
  /** For one delivery. */
  readonly timeoutMs: number;
  readonly logger: Logger;
  /** Takes what a plugin emits because of an event, while the queue still counts as handling that event. */
  readonly answered: (emitter: Emitter, emitted: readonly EmittedEvent[]) => void;
}

/** The events that wait for one plugin. It gets them in their order, one at a time. What finds the queue full is dropped. */
export class EventQueue {
  readonly #context: QueueContext;
  readonly #lifetime = new AbortController();
  #subscriber: Subscriber;
  #waiting: DomainEvent[] = [];
  #handling: DomainEvent | undefined;
  #working: Promise<void> | undefined;
  /** Events that were dropped since the queue was last empty. */
  #dropped = 0;
  /** Whether the last delivery failed. Only the first failure of several is a warning. */
  #failing = false;

  constructor(subscriber: Subscriber, context: QueueContext) {
    this.#subscriber = subscriber;
    this.#context = context;
  }

  get subscriber(): Subscriber {
    return this.#subscriber;
  }

  /** A plugin that was started again goes on with the events that wait for it. */
  set subscriber(subscriber: Subscriber) {
    this.#subscriber = subscriber;
  }

  /** The depth of the event that the plugin handles at this moment. */
  get handlingDepth(): number | undefined {
    return this.#handling?.propagationDepth;
  }

  /** Events that the plugin has not handled yet. */
  get pending(): number {
    return this.#waiting.length + (this.#handling === undefined ? 0 : 1);
  }

  /** @returns false if the event is dropped */
  push(event: DomainEvent): boolean {
    if (this.#waiting.length >= this.#context.capacity) {
      this.#dropped += 1;
      if (this.#dropped === 1) this.#tellDrops();
      return false;
    }
    this.#waiting.push(event);
    this.#working ??= this.#work();
    return true;
  }

  /** Resolves when no event waits any more. */
  idle(): Promise<void> {
    return this.#working ?? Promise.resolve();
  }

  /** Drops what waits, and cancels the delivery that is under way. @returns how many events the plugin does not get */
  close(): number {
    const lost = this.pending;
    this.#waiting = [];
    this.#lifetime.abort();
    return lost;
  }

  async #work(): Promise<void> {
    // The publisher goes on first, so that its events keep their order whatever a delivery does.
    await Promise.resolve();
    for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) {
      this.#handling = event;
      await this.#deliver(event);
      this.#handling = undefined;
    }
    this.#working = undefined;
    if (this.#dropped > 1) this.#tellDrops();
    this.#dropped = 0;
  }

  async #deliver(event: DomainEvent): Promise<void> {
    const { timeoutMs, answered } = this.#context;
    try {
      const emitted = await this.#subscriber.deliver(event, { timeoutMs, signal: this.#lifetime.signal });
      answered(this.#subscriber, emitted);
      this.#failing = false;
    } catch (cause) {
      if (this.#lifetime.signal.aborted) return;
      this.#tellFailure(event, cause as Error);
      this.#failing = true;
    }
  }

  #tellDrops(): void {
    const { capacity, logger } = this.#context;
    const plugin = this.#subscriber.name;
    const { code, message } = new AwfError('EXECUTION.EVENT.BUFFER_FULL', { plugin, capacity, dropped: this.#dropped });
    logger.log('warn', message, { plugin, code });
  }

  #tellFailure({ type, id }: DomainEvent, { message: reason }: Error): void {
    const plugin = this.#subscriber.name;
    const { code, message } = new AwfError('EXECUTION.EVENT.DELIVERY_FAILED', {
      plugin,
      what: `event ${type}`,
      reason,
    });
    this.#context.logger.log(this.#failing ? 'debug' : 'warn', message, { plugin, code, id });
  }
}
