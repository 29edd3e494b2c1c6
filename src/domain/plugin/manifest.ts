import type { JsonValue } from '../json.js';

/** What a plugin may offer. Only `operations` is executed today; the others are listed and otherwise ignored. */
export const capabilities = ['operations', 'step_types', 'validators', 'events'] as const;
export type Capability = (typeof capabilities)[number];

/** One field of a plugin's configuration as its manifest declares it. */
export interface ConfigField {
  readonly type: 'string' | 'integer' | 'boolean';
  readonly required: boolean;
  readonly default?: JsonValue;
  readonly description?: string;
  readonly enum?: readonly JsonValue[];
}

/** `plugin.yaml`, checked. */
export interface PluginManifest {
  readonly name: string;
  /** X.Y.Z with an optional pre-release. */
  readonly version: string;
  /** Which AWF versions it runs under, for example `>=0.5.0 <1.0.0`. */
  readonly awfVersion: string;
  readonly capabilities: readonly Capability[];
  readonly description: string;
  readonly author?: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly config: Readonly<Record<string, ConfigField>>;
}
