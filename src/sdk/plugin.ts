import type { JsonObject } from '../domain/json.js';
import type { Operations } from './operation.js';
import type { PluginLog } from './plugin-log.js';

/** What a plugin may use while it begins or ends. */
export interface PluginContext {
  readonly log: PluginLog;
  /** Aborted when the host gives up waiting. */
  readonly signal: AbortSignal;
}

/** A plugin: an object of this shape runs as a process ({@link serve}) and within a host alike. */
export interface Plugin {
  /** Should be the name in `plugin.yaml`, by which workflows address it. */
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly operations?: Operations;
  /** Called once, before the first operation. An exception tells the host that the plugin cannot be used as configured. */
  init?(config: JsonObject, context: PluginContext): void | Promise<void>;
  /** Called when the host shuts the plugin down: let go of what is held. */
  shutdown?(context: PluginContext): void | Promise<void>;
}

/** A plugin to derive from, for those who prefer classes. */
export class BasePlugin implements Plugin {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly operations: Operations = {};

  constructor(about: { readonly name: string; readonly version: string; readonly description?: string }) {
    this.name = about.name;
    this.version = about.version;
    this.description = about.description ?? '';
  }

  init(config: JsonObject, context: PluginContext): void | Promise<void>;
  init(): void {
    // Nothing to prepare unless a subclass says so.
  }

  shutdown(context: PluginContext): void | Promise<void>;
  shutdown(): void {
    // Nothing is held unless a subclass says so.
  }
}
