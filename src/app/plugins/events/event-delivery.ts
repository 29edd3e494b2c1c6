import { AwfError, isUnimplemented } from '../../../domain/errors/awf-error.js';
import type { DomainEvent } from '../../../domain/event/domain-event.js';
import type { EmittedEvent } from '../../../domain/event/emission.js';
import type { CallOptions } from '../../../ports/call-options.js';
import type { Logger } from '../../../ports/logger.js';
import type { EventStream, PluginEvents } from '../../../ports/plugin-events.js';

/** How a plugin gets its events. */
export interface DeliveryOptions {
  /** The plugin's name, for messages. */
  readonly plugin: string;
  /** Whether to use a stream if the plugin has streams. What the plugin emits in answer does not come back over a stream. */
  readonly streamed: boolean;
  readonly logger: Logger;
}

/** Events on one connection to a plugin: over a stream, or call by call if it has no streams or the stream broke. */
export class EventDelivery {
  readonly #events: PluginEvents;
  readonly #options: DeliveryOptions;
  #streamed: boolean | 'not known';
  #stream: EventStream | undefined;
  /** Events that were handed to the stream. Only its end tells that the plugin has handled them. */
  #unconfirmed = 0;

  constructor(events: PluginEvents, options: DeliveryOptions) {
    this.#events = events;
    this.#options = options;
    this.#streamed = options.streamed ? 'not known' : false;
  }

  /** Hands the plugin an event. @throws AwfError as a call of the connection */
  async deliver(event: DomainEvent, options: CallOptions): Promise<readonly EmittedEvent[]> {
    if (this.#streamed === 'not known') this.#streamed = await this.#hasStreams(options);
    if (!this.#streamed) return this.#events.handleEvent(event, options);
    this.#stream ??= this.#events.streamEvents();
    try {
      await this.#stream.send(event, options);
      this.#unconfirmed += 1;
      return [];
    } catch (error) {
      this.abandon((error as Error).message);
      if (isOver(error)) throw error;
      this.#giveUp(error as Error);
      return this.#events.handleEvent(event, options);
    }
  }

  /** Resolves when the plugin has handled what was streamed. Never rejects. */
  async flush(options: CallOptions): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    try {
      await stream?.end(options);
      this.#unconfirmed = 0;
    } catch (error) {
      this.abandon((error as Error).message);
    }
  }

  /** Ends the use of a stream that is broken, and tells how many of its events may be lost. */
  abandon(reason: string): void {
    const most = this.#unconfirmed;
    this.#stream = undefined;
    this.#unconfirmed = 0;
    if (most === 0) return;
    const what = most === 1 ? 'an event of its stream' : `up to ${most} events of its stream`;
    this.#warn(new AwfError('EXECUTION.EVENT.DELIVERY_FAILED', { plugin: this.#options.plugin, what, reason }));
  }

  /** Only the end of a stream tells whether a plugin has streams, so an empty one is ended first. */
  async #hasStreams(options: CallOptions): Promise<boolean> {
    try {
      await this.#events.streamEvents().end(options);
      return true;
    } catch (error) {
      if (isOver(error)) throw error;
      if (!isUnimplemented(error)) this.#giveUp(error as Error);
      return false;
    }
  }

  #giveUp({ message: reason }: Error): void {
    this.#stream = undefined;
    this.#streamed = false;
    this.#warn(new AwfError('EXECUTION.PLUGIN.STREAM_SETUP_FAILED', { plugin: this.#options.plugin, reason }));
  }

  #warn({ code, message }: AwfError): void {
    this.#options.logger.log('warn', message, { plugin: this.#options.plugin, code });
  }
}

/** Whether nothing more can be delivered on this connection, in whatever way. */
const isOver = (error: unknown): boolean =>
  AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED') ||
  AwfError.is(error, 'EXECUTION.PLUGIN.NOT_RUNNING') ||
  AwfError.is(error, 'EXECUTION.PLUGIN.CANCELED');
