import type { JsonObject } from '../../domain/json.js';
import type { Capability } from '../../domain/plugin/manifest.js';
import type { InputSchema, OperationSchema } from '../../domain/plugin/operation.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { StepTypeInfo } from '../../domain/plugin/step-type.js';

/** What `awf plugin list` can list in place of the plugins. */
export const offerKinds = ['operations', 'stepTypes', 'validators', 'details'] as const;
/** One of {@link offerKinds}. */
export type OfferKind = (typeof offerKinds)[number];

/** What plugins offer, as far as it was asked for. */
export interface Offers {
  readonly operations: readonly OperationSchema[];
  readonly stepTypes: readonly StepTypeInfo[];
}

/** A list as a table and as JSON. The JSON has AWF's members. */
export interface OfferList {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly entries: readonly JsonObject[];
}

/** What a plugin must promise in its manifest to be part of a list. Undefined: nothing. */
export const promiseFor: { readonly [K in OfferKind]: Capability | undefined } = {
  operations: 'operations',
  stepTypes: 'step_types',
  validators: 'validators',
  details: undefined,
};

/** Makes the list of a kind. A plugin that cannot be used is in none: it is disabled, or has failed. */
export function listOf(kind: OfferKind, plugins: readonly PluginInfo[], { operations, stepTypes }: Offers): OfferList {
  const validators = plugins.filter(isUsableValidator).map(({ manifest }) => manifest);
  switch (kind) {
    case 'operations':
      return {
        head: ['NAME', 'PLUGIN', 'INPUTS', 'DESCRIPTION'],
        rows: operations.map((o) => [o.name, o.plugin, inputsOf(o.inputs), o.description]),
        entries: operations.map(({ name, plugin }) => ({ name, plugin })),
      };
    case 'stepTypes':
      return {
        head: ['STEP TYPE', 'PLUGIN', 'CONFIG', 'DESCRIPTION'],
        rows: stepTypes.map((type) => [type.name, type.plugin, inputsOf(type.config), type.description]),
        entries: stepTypes.map(({ name, plugin, description }) => ({ name, plugin, description })),
      };
    case 'validators':
      return {
        head: ['NAME', 'DESCRIPTION'],
        rows: validators.map(({ name, description }) => [name, description]),
        entries: validators.map(({ name, description }) => ({ name, description })),
      };
    case 'details': {
      const all = [
        ...operations.map(({ name, plugin }) => ({ type: 'operation', name, plugin })),
        ...stepTypes.map(({ name, plugin }) => ({ type: 'step_type', name, plugin })),
        ...validators.map(({ name }) => ({ type: 'validator', name, plugin: name })),
      ];
      return { head: ['TYPE', 'NAME', 'PLUGIN'], rows: all.map((o) => [o.type, o.name, o.plugin]), entries: all };
    }
  }
}

const isUsableValidator = ({ manifest, status, error }: PluginInfo): boolean =>
  manifest.capabilities.includes('validators') && status !== 'disabled' && error === undefined;

/** `text, prefix?`: what is optional has a question mark. */
export const inputsOf = (inputs: Readonly<Record<string, InputSchema>>): string =>
  Object.entries(inputs)
    .map(([name, { required }]) => (required ? name : `${name}?`))
    .join(', ') || '-';
