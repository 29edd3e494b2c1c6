import type { JsonObject } from '../domain/json.js';
import type { EventSubscriber, PluginHost } from './events.js';
import type { Operations } from './operation.js';
import type { PluginLog } from './plugin-log.js';
import type { SettingDefinitions } from './settings.js';
import type { StepTypes } from './step-type.js';
import type { Validator } from './validator.js';

/** What a plugin can use in `init` and `shutdown`. */
export interface PluginContext {
  /** Writes to the host's log. */
  readonly log: PluginLog;
  /** Aborted when the host stops waiting. */
  readonly signal: AbortSignal;
  /** Emits events. */
  readonly host: PluginHost;
}

/** A plugin. An object with this shape runs both as a process ({@link serve}) and inside a host. */
export interface Plugin {
  /** The name in `plugin.yaml`, which workflows use. */
  readonly name: string;
  /** X.Y.Z, as in `plugin.yaml`. */
  readonly version: string;
  /** For people. @default empty */
  readonly description?: string;
  /** Its settings, as in the `config` of its `plugin.yaml`. @default every value passes unchecked */
  readonly config?: SettingDefinitions;
  /** The operations by name. Workflows call `<plugin>.<operation>`. @default none */
  readonly operations?: Operations;
  /** The types of steps by name. A workflow has steps of `type: <plugin>.<type>`. @default none */
  readonly stepTypes?: StepTypes;
  /** The rules that workflows are checked against before they run. @default none */
  readonly validator?: Validator;
  /** The events that it handles. `plugin.yaml` must have the capability `events` and the same patterns. @default none */
  readonly events?: EventSubscriber;
  /**
   * Patterns of the events that it emits, for a plugin that runs inside a host. A plugin with a `plugin.yaml` has them there, in `events.emit`.
   * @default none
   */
  readonly emits?: readonly string[];
  /** Called once, before the first operation. Throw an error if the plugin cannot be used with this configuration. */
  init?(config: JsonObject, context: PluginContext): void | Promise<void>;
  /** Called when the host shuts the plugin down. Free your resources. */
  shutdown?(context: PluginContext): void | Promise<void>;
}

/** A base class for plugins. */
export class BasePlugin implements Plugin {
  /** The one that it was made with. */
  readonly name: string;
  /** The one that it was made with. */
  readonly version: string;
  /** The description given to the constructor, or empty. */
  readonly description: string;
  /** No operations, unless a subclass has some. */
  readonly operations: Operations = {};

  constructor(about: { readonly name: string; readonly version: string; readonly description?: string }) {
    this.name = about.name;
    this.version = about.version;
    this.description = about.description ?? '';
  }

  /** Does nothing, unless a subclass overrides it. */
  init(config: JsonObject, context: PluginContext): void | Promise<void>;
  init(): void {
    // A subclass may prepare something.
  }

  /** Does nothing, unless a subclass overrides it. */
  shutdown(context: PluginContext): void | Promise<void>;
  shutdown(): void {
    // A subclass may free something.
  }
}
