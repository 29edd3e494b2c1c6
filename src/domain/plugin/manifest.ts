import type { JsonValue } from '../json.js';

/** What a plugin may offer, as its manifest says it. The host asks it for nothing else. */
export const capabilities = ['operations', 'step_types', 'validators', 'events'] as const;
/** One of {@link capabilities}. */
export type Capability = (typeof capabilities)[number];

/** One field of a plugin's configuration as its manifest declares it. */
export interface ConfigField {
  /** What its value must be; `integer` takes whole numbers only. */
  readonly type: 'string' | 'integer' | 'boolean';
  /** Whether the plugin cannot start without it. */
  readonly required: boolean;
  /** Used when the configuration leaves it out. */
  readonly default?: JsonValue;
  /** For people. */
  readonly description?: string;
  /** The values it may have. Absent: any of its type. */
  readonly enum?: readonly JsonValue[];
  /** Whether its value is given by reference alone, and is masked in every output. AWF does not know this key and ignores it. */
  readonly secret?: boolean;
}

/** `plugin.yaml`, checked. */
export interface PluginManifest {
  /** By which workflows address it. */
  readonly name: string;
  /** X.Y.Z with an optional pre-release. */
  readonly version: string;
  /** Which AWF versions it runs under, for example `>=0.5.0 <1.0.0`. */
  readonly awfVersion: string;
  /** Which of the host's transports starts it. Absent: the host's default. */
  readonly runtime?: string;
  /** What it says it offers. */
  readonly capabilities: readonly Capability[];
  /** The events that it gets and may emit, as patterns. Without the capability `events`, it does neither. */
  readonly events: { readonly subscribe: readonly string[]; readonly emit: readonly string[] };
  /** For people; may be empty. */
  readonly description: string;
  /** Who made it. */
  readonly author?: string;
  /** Under which terms, as its author puts it. */
  readonly license?: string;
  /** Where more is said about it. */
  readonly homepage?: string;
  /** Its settings by name. Empty: it takes any. */
  readonly config: Readonly<Record<string, ConfigField>>;
}
