import { recordOf, type JsonObject } from '../json.js';
import type { PluginSandbox } from '../plugin/plugin-sandbox.js';

/** What a project sets for its workflows and plugins. AWF keeps it in `.awf/config.yaml`. */
export interface ProjectSettings {
  /** Where they are, for messages. */
  readonly path?: string | undefined;
  /** Inputs of workflows that a run does not give. */
  readonly inputs: JsonObject;
  /** For AWF's notifications. */
  readonly notify: { readonly defaultBackend?: string | undefined };
  /** For AWF's traces. */
  readonly telemetry: { readonly exporter?: string | undefined; readonly serviceName?: string | undefined };
  /** By the name of the plugin. */
  readonly plugins: ReadonlyMap<string, PluginSettings>;
}

/** What a project sets for one plugin. */
export interface PluginSettings {
  /** Values for its Init call. */
  readonly config: JsonObject;
  /** The rights that it does not get. Undefined: it may do what the host may. */
  readonly sandbox: PluginSandbox | undefined;
}

/** The settings of a project that sets nothing. */
export const noSettings: ProjectSettings = { inputs: recordOf([]), notify: {}, telemetry: {}, plugins: new Map() };
