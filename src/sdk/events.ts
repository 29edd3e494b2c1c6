import type { DomainEvent } from '../domain/event/domain-event.js';
import type { JsonObject, JsonValue } from '../domain/json.js';
import { checkKeys } from './declared-keys.js';
import type { PluginLog } from './plugin-log.js';
import type { ConfigOf, SettingDefinitions } from './settings.js';

/** An event that a plugin emits. The host adds id, time and source. */
export interface EventToEmit {
  /** Segments with dots between them, such as `deploy.completed`. `events.emit` in `plugin.yaml` must allow it. */
  readonly type: string;
  /** Facts about it. @default none */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Further data: bytes as they are, anything else as JSON. At most 1 MiB. @default none */
  readonly payload?: JsonValue | Uint8Array;
}

/** How long {@link PluginHost.emit} may take. */
export interface EmitOptions {
  /** Aborting it stops the wait. The host may have the event all the same. */
  readonly signal?: AbortSignal;
  /** Milliseconds. @default 5000 */
  readonly timeoutMs?: number;
}

/** The host, as a plugin can call it. */
export interface PluginHost {
  /**
   * Emits an event to all plugins that subscribe to its type. The first call connects to the host. The host offers this to plugins whose
   * `plugin.yaml` has the capability `events`.
   * @param event its metadata and payload; default: none
   * @returns the event's id, once the host has queued it
   * @throws EmitError `EMIT_DENIED` if the manifest does not allow the type, or the event is one of a circle; `EMIT_UNAVAILABLE` if the host
   * offers no events to this plugin or does not answer
   * @throws TypeError for a type, metadata or payload that cannot be sent
   */
  emit(type: string, event?: Omit<EventToEmit, 'type'>, options?: EmitOptions): Promise<string>;
}

/** One event and what its handler can use. */
export interface EventCall<Config = JsonObject> {
  /** What happened. */
  readonly event: DomainEvent;
  /** Aborted when the host stops waiting, after 5 s for instance. Stop working then. */
  readonly signal: AbortSignal;
  /** Writes to the host's log. */
  readonly log: PluginLog;
  /** The configuration that the plugin was initialized with. */
  readonly config: Config;
  /** Emits further events. */
  readonly host: PluginHost;
}

/** Events to emit, or nothing. `void`, so that a handler without a result is one. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a function that returns nothing has this type
export type HandlerAnswer = void | readonly EventToEmit[];

/** The events that a plugin wants, and what it does with them. */
export interface EventSubscriber {
  /** The settings of the plugin that the handler reads: those that the plugin has as `config`. @default any */
  readonly pluginConfig?: SettingDefinitions;
  /**
   * The same patterns as `events.subscribe` in `plugin.yaml`, which the host goes by. A `*` stands for one segment: `workflow.*`. The pattern
   * `*` alone stands for every type.
   */
  readonly patterns: readonly string[];
  /**
   * Handles one event after the other. An exception is logged, and the plugin gets the next event.
   * @returns events to emit because of this one, or nothing
   */
  handler(call: EventCall): HandlerAnswer | Promise<HandlerAnswer>;
}

/** The definition of an event subscriber whose handler gets the settings with the declared types. */
export interface EventSubscriberDefinition<C extends SettingDefinitions = SettingDefinitions> extends Omit<
  EventSubscriber,
  'pluginConfig' | 'handler'
> {
  /** The settings of the plugin that the handler reads: those that `plugin()` has as `config`. @default any */
  readonly pluginConfig?: C;
  /** Handles one event after the other. An exception is logged, and the plugin gets the next event. */
  handler(call: EventCall<ConfigOf<C>>): HandlerAnswer | Promise<HandlerAnswer>;
}

/** Declares an event subscriber; its `config` gets its types from the settings that it reads. @throws TypeError for an unknown member */
export function eventSubscriber<const C extends SettingDefinitions>(
  definition: EventSubscriberDefinition<C>,
): EventSubscriber {
  checkKeys(definition, ['pluginConfig', 'patterns', 'handler'], 'the event subscriber');
  return definition as EventSubscriber;
}

/** Why an event was not emitted. */
export class EmitError extends Error {
  /** For logs. */
  override readonly name = 'EmitError';

  constructor(
    /** Stable, where messages are not. */
    readonly code: 'EMIT_DENIED' | 'EMIT_UNAVAILABLE',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
