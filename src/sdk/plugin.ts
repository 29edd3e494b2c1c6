import type { JsonObject } from '../domain/json.js';
import type { Operations } from './operation.js';
import type { PluginLog } from './plugin-log.js';

/** What a plugin may use while it begins or ends. */
export interface PluginContext {
  /** Writes to the host's log. */
  readonly log: PluginLog;
  /** Aborted when the host gives up waiting. */
  readonly signal: AbortSignal;
}

/** A plugin: an object of this shape runs as a process ({@link serve}) and within a host alike. */
export interface Plugin {
  /** Should be the name in `plugin.yaml`, by which workflows address it. */
  readonly name: string;
  /** X.Y.Z, as in `plugin.yaml`. */
  readonly version: string;
  /** For people. @default empty */
  readonly description?: string;
  /** What it can do, by name: workflows call `<plugin>.<operation>`. @default none */
  readonly operations?: Operations;
  /** Called once, before the first operation. An exception tells the host that the plugin cannot be used as configured. */
  init?(config: JsonObject, context: PluginContext): void | Promise<void>;
  /** Called when the host shuts the plugin down: let go of what is held. */
  shutdown?(context: PluginContext): void | Promise<void>;
}

/** A plugin to derive from, for those who prefer classes. */
export class BasePlugin implements Plugin {
  /** The one that it was made with. */
  readonly name: string;
  /** The one that it was made with. */
  readonly version: string;
  /** The one that it was made with, or empty. */
  readonly description: string;
  /** None, unless a subclass has some. */
  readonly operations: Operations = {};

  constructor(about: { readonly name: string; readonly version: string; readonly description?: string }) {
    this.name = about.name;
    this.version = about.version;
    this.description = about.description ?? '';
  }

  /** Does nothing, unless a subclass does. */
  init(config: JsonObject, context: PluginContext): void | Promise<void>;
  init(): void {
    // Nothing to prepare unless a subclass says so.
  }

  /** Does nothing, unless a subclass does. */
  shutdown(context: PluginContext): void | Promise<void>;
  shutdown(): void {
    // Nothing is held unless a subclass says so.
  }
}
