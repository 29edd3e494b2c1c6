import { AsyncLocalStorage } from 'node:async_hooks';
import { limitCall, unlessAborted } from 'plugin-async';
import type { DomainEvent } from '../domain/event/domain-event.js';
import type { EmittedEvent } from '../domain/event/emission.js';
import { subscribesTo } from '../domain/event/event-pattern.js';
import type { JsonObject } from '../domain/json.js';
import { emittedEvent } from './emitted-event.js';
import { EmitError, type EventSubscriber, type PluginHost } from './events.js';
import type { HostLink } from './host-link.js';
import type { PluginLog } from './plugin-log.js';
import type { RuntimeContext } from './runtime-context.js';

/** Time for one event of a stream, which has no deadline of its own, in milliseconds. The same as AWF's for a call. */
const handlerTimeoutMs = 5_000;

/** What an event runtime needs of its plugin. */
export interface EventRuntimeParts extends Pick<RuntimeContext, 'report'> {
  readonly plugin: { readonly name: string; readonly events?: EventSubscriber };
  readonly log: PluginLog;
  readonly link: HostLink;
}

/** The events of a plugin: those that it handles, and those that it emits. */
export class EventRuntime {
  readonly #parts: EventRuntimeParts;
  /** The depth of the event in whose handler a program is, also after an await and in timers that the handler started. */
  readonly #handling = new AsyncLocalStorage<number>();
  /** What handlers emit with. */
  readonly host: PluginHost;

  constructor(parts: EventRuntimeParts) {
    this.#parts = parts;
    this.host = {
      emit: async (type, event = {}, options = {}) => {
        const answer = await parts.link.emit(this.#emitted({ ...event, type }), options);
        if (answer.accepted) return answer.eventId;
        throw new EmitError('EMIT_DENIED', `event ${type} was not emitted: ${answer.problem}`);
      },
    };
  }

  /** Whether the plugin handles events at all. */
  get subscribed(): boolean {
    return this.#parts.plugin.events !== undefined;
  }

  /**
   * Handles an event, unless the plugin does not want its type.
   * @returns what the plugin emits because of it
   * @throws Error of the handler, which has been logged
   */
  async handle(event: DomainEvent, config: JsonObject, signal: AbortSignal): Promise<readonly EmittedEvent[]> {
    const { plugin, log, report } = this.#parts;
    if (plugin.events === undefined || !subscribesTo(plugin.events.patterns, event.type)) return [];
    const { events } = plugin;
    try {
      return await this.#handling.run(event.propagationDepth, async () => {
        const call = { event, signal, log, config, host: this.host };
        return this.#answersOf(await unlessAborted(Promise.resolve(events.handler(call)), signal));
      });
    } catch (error) {
      report('event handler failed', error, { event: event.type });
      throw error;
    }
  }

  /** Handles an event of a stream. What the handler emits goes to the host by itself. Never rejects. */
  async handleStreamed(event: DomainEvent, config: JsonObject, signal: AbortSignal): Promise<void> {
    using limit = limitCall(
      { signal, timeoutMs: handlerTimeoutMs },
      {
        canceled: () => new Error('the host has ended the stream of events'),
        late: (timeoutMs) => new Error(`the event handler took longer than ${timeoutMs} ms`),
      },
    );
    try {
      for (const emitted of await this.handle(event, config, limit.signal)) await this.#parts.link.emit(emitted);
    } catch {
      // It has been logged, and the next event comes.
    }
  }

  #answersOf(returned: unknown): readonly EmittedEvent[] {
    if (returned === undefined || returned === null) return [];
    if (!Array.isArray(returned))
      throw new TypeError(
        `the event handler returned a ${typeof returned}; it must return nothing or a list of events`,
      );
    return returned.map((event) => this.#emitted(event));
  }

  #emitted(event: unknown): EmittedEvent {
    const cause = this.#handling.getStore();
    return emittedEvent(this.#parts.plugin.name, event, cause === undefined ? 0 : cause + 1);
  }
}
