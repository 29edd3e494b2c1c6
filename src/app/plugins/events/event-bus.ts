import { settlesWithin, startTimer } from 'plugin-async';
import { AwfError } from '../../../domain/errors/awf-error.js';
import type { DomainEvent } from '../../../domain/event/domain-event.js';
import { judgeEmission, type EmitAnswer, type EmittedEvent, type Emitter } from '../../../domain/event/emission.js';
import { subscribesTo } from '../../../domain/event/event-pattern.js';
import type { Clock } from '../../../ports/clock.js';
import type { EventPublisher, Publication } from '../../../ports/event-publisher.js';
import type { Logger } from '../../../ports/logger.js';
import { EventQueue, type Subscriber } from './event-queue.js';

/** How much may wait for a plugin, and for how long. docs/reference/limits.md has all limits. */
export interface EventLimits {
  /** Events that may wait for one plugin. @default 256, as in AWF */
  readonly eventQueue: number;
  /** For the handling of one event, in milliseconds. @default 5000, as in AWF */
  readonly eventTimeoutMs: number;
  /** For the events that wait when the host ends, in milliseconds. @default 5000 */
  readonly eventDrainMs: number;
}

/** What a bus takes. */
export interface EventBusPorts {
  readonly clock: Clock;
  readonly logger: Logger;
}

const none: Publication = { subscribers: [], dropped: [] };

/** Brings events to the plugins that want them. A slow plugin holds up neither the publisher nor other plugins. */
export class EventBus implements EventPublisher {
  readonly #queues = new Map<string, EventQueue>();
  readonly #limits: EventLimits;
  readonly #ports: EventBusPorts;
  #closing: Promise<void> | undefined;
  #closed = false;

  constructor(limits: EventLimits, ports: EventBusPorts) {
    this.#limits = limits;
    this.#ports = ports;
  }

  publish(event: DomainEvent): Promise<Publication> {
    return Promise.resolve(this.#publish(event));
  }

  /** Takes an event that the plugin at the other end of a connection emits, unless the rules forbid it. */
  accept(emitter: Emitter, emitted: EmittedEvent): Promise<EmitAnswer> {
    return Promise.resolve(this.#accept(emitter, emitted));
  }

  /** Brings events to a plugin from now on. One that is there already, because it was started again, keeps its queue. */
  subscribe(subscriber: Subscriber): void {
    const known = this.#queues.get(subscriber.name);
    if (known !== undefined) known.subscriber = subscriber;
    else if (!this.#closed) this.#queues.set(subscriber.name, this.#queueFor(subscriber));
  }

  /** Waits for the events of a plugin, for a limited time. After that, it gets no more. */
  async unsubscribe(name: string): Promise<void> {
    const queue = this.#queues.get(name);
    if (queue === undefined) return;
    await this.#drain([queue]);
    this.#queues.delete(name);
    this.#end(queue);
  }

  /** Waits until all plugins have their events, also those that they emit meanwhile, for a limited time. */
  drain(): Promise<void> {
    return this.#drain([...this.#queues.values()]);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.drain();
    this.#closed = true;
    for (const queue of this.#queues.values()) this.#end(queue);
    this.#queues.clear();
  }

  #publish(event: DomainEvent): Publication {
    if (this.#queues.size === 0) return none;
    const subscribers: string[] = [];
    const dropped: string[] = [];
    for (const [name, queue] of this.#queues)
      if (subscribesTo(queue.subscriber.patterns, event.type)) (queue.push(event) ? subscribers : dropped).push(name);
    return { subscribers, dropped };
  }

  #accept(emitter: Emitter, emitted: EmittedEvent): EmitAnswer {
    const cause = this.#queues.get(emitter.name)?.handlingDepth;
    const judged = judgeEmission(emitter, emitted, cause, this.#ports.clock.now());
    if (!judged.ok) {
      const { name: plugin } = emitter;
      const eventType = emitted.type.slice(0, 200);
      const { refusal } = judged;
      const error =
        refusal.kind === 'denied'
          ? new AwfError('EXECUTION.PLUGIN.BROKER_EMIT_DENIED', { plugin, eventType, problem: refusal.problem })
          : new AwfError('EXECUTION.EVENT.CYCLE_DETECTED', { plugin, eventType, depth: refusal.depth });
      this.#ports.logger.log('warn', error.message, { plugin, code: error.code });
      return { accepted: false, problem: refusal.kind === 'denied' ? refusal.problem : error.message };
    }
    const event = { ...judged.event, id: crypto.randomUUID() };
    this.#publish(event);
    return { accepted: true, eventId: event.id };
  }

  #queueFor(subscriber: Subscriber): EventQueue {
    const { eventQueue: capacity, eventTimeoutMs: timeoutMs } = this.#limits;
    const answered = (emitter: Emitter, emitted: readonly EmittedEvent[]): void => {
      for (const event of emitted) this.#accept(emitter, event);
    };
    return new EventQueue(subscriber, { capacity, timeoutMs, logger: this.#ports.logger, answered });
  }

  async #drain(queues: readonly EventQueue[]): Promise<void> {
    const until = this.#ports.clock.monotonicMs() + this.#limits.eventDrainMs;
    const rest = (): number => Math.max(0, until - this.#ports.clock.monotonicMs());
    const cancelNotice = startTimer(this.#limits.eventDrainMs / 5, () => this.#tellWait(queues));
    const busy = (): readonly EventQueue[] => queues.filter(({ pending }) => pending > 0);
    // What a plugin emits while it handles its last event may fill a queue that was empty.
    try {
      for (let left = busy(); left.length > 0; left = busy())
        if (!(await settlesWithin(Promise.all(left.map((queue) => queue.idle())), rest()))) break;
      await Promise.all(queues.map(({ subscriber }) => subscriber.flush({ timeoutMs: rest() })));
    } finally {
      cancelNotice();
    }
  }

  /** Says what the end of a run waits for. A person would otherwise see nothing happen. */
  #tellWait(queues: readonly EventQueue[]): void {
    const seconds = this.#limits.eventDrainMs / 1_000;
    const busy = queues.filter(({ pending }) => pending > 0);
    // A queue is empty and its plugin busy while it handles the last events of its stream.
    const names = (busy.length > 0 ? busy : queues).map(({ subscriber }) => subscriber.name);
    const message = `waiting for ${names.join(', ')} to handle events, for ${seconds} s at most`;
    this.#ports.logger.log('warn', message, { plugins: names });
  }

  #end(queue: EventQueue): void {
    const lost = queue.close();
    if (lost === 0) return;
    const plugin = queue.subscriber.name;
    const reason = 'it did not handle them before the host ended';
    const { code, message } = new AwfError('EXECUTION.EVENT.DELIVERY_FAILED', { plugin, what: events(lost), reason });
    this.#ports.logger.log('warn', message, { plugin, code });
  }
}

const events = (count: number): string => (count === 1 ? 'one event' : `${count} events`);
