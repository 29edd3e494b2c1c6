import type { AwfError } from '../errors/awf-error.js';
import type { PluginManifest } from './manifest.js';
import type { OperationSchema } from './operation.js';
import type { StepTypeInfo } from './step-type.js';
import type { PluginStatus } from './plugin-status.js';

/** A plugin as the host knows it. */
export interface PluginInfo {
  /** What it says of itself. For a built-in plugin: what its manifest would say. */
  readonly manifest: PluginManifest;
  /** Part of the host, or loaded from outside. */
  readonly type: 'builtin' | 'external';
  /** Its status at the time of the call. Later changes do not show. */
  readonly status: PluginStatus;
  /** Where its loader found it. Only the loader and the transport know what this text means. Its name, for a built-in plugin. */
  readonly locator: string;
  /** Locators of other plugins of its name, which are not used because this one was found first. */
  readonly hides?: readonly string[];
  /** What it offers, in the order of the names. Known while it runs, and always for a built-in plugin. */
  readonly operations?: readonly OperationSchema[];
  /** The types of steps that it adds to workflows, in the order of the names. Known while it runs. */
  readonly stepTypes?: readonly StepTypeInfo[];
  /** Why it is `failed`. */
  readonly error?: AwfError;
}

/** What a plugin says of itself. */
export interface PluginDescription {
  /** Its own name, which may differ from that in its manifest. */
  readonly name: string;
  /** Its own version, in any form. */
  readonly version: string;
  /** For people; may be empty. */
  readonly description: string;
  /** For example `operations`. It may contain names that this host does not know. */
  readonly capabilities: readonly string[];
}
