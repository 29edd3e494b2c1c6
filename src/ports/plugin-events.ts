import type { DomainEvent } from '../domain/event/domain-event.js';
import type { EmitAnswer, EmittedEvent } from '../domain/event/emission.js';
import type { CallOptions } from './call-options.js';

/**
 * The events of one plugin that runs. Calls reject as those of `PluginConnection` do: with `EXECUTION.PLUGIN.CRASHED`, `.CALL_TIMEOUT`,
 * `.CANCELED`, `.CALL_FAILED` and `.NOT_RUNNING`. Contract: clauses EV-01 and following.
 */
export interface PluginEvents {
  /** Has the plugin handle one event. Resolves with the events that it emits in answer. A plugin without a handler emits none. */
  handleEvent(event: DomainEvent, options?: CallOptions): Promise<readonly EmittedEvent[]>;

  /**
   * Opens a stream of events, which cost less than calls. The plugin cannot emit events in answer.
   * A plugin that has no streams is found out by {@link EventStream.end}: it rejects with `.CALL_FAILED` and the status `UNIMPLEMENTED`.
   */
  streamEvents(): EventStream;
}

/** A stream of events to one plugin. It must be ended. */
export interface EventStream {
  /**
   * Sends the next event; the numbers of a stream begin with 1. Resolves when the plugin has room for more, which says nothing of whether it
   * has handled the event. After a rejection, the stream can only be ended.
   */
  send(event: DomainEvent, options?: CallOptions): Promise<void>;

  /** Ends the stream. Resolves when the plugin has handled all of it, and rejects where it has not, or not in time. */
  end(options?: CallOptions): Promise<void>;
}

/** Takes the events that the plugin at the other end of a connection emits by itself. Must not reject. */
export type EmitHandler = (event: EmittedEvent) => Promise<EmitAnswer>;
