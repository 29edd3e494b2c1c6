import * as v from 'valibot';
import { recordOf, type JsonValue } from '../../domain/json.js';
import { inputTypes } from '../../domain/plugin/input-type.js';
import {
  awfVersionProblem,
  configFieldProblem,
  ownNameProblem,
  pluginVersionProblem,
} from '../../domain/plugin/manifest-rules.js';
import { capabilities, type ConfigField, type PluginManifest } from '../../domain/plugin/manifest.js';

/** A rule of the domain as a valibot check: its answer is the message. */
const rule = <T>(problem: (value: T) => string | undefined) =>
  v.rawCheck<T>(({ dataset, addIssue }) => {
    const message = dataset.typed ? problem(dataset.value) : undefined;
    if (message !== undefined) addIssue({ message });
  });

const text = v.string((issue) => (issue.input === null ? 'is empty' : `must be a string, is ${issue.received}`));
const field = v.pipe(
  text,
  rule((value) => (value.trim() === '' ? 'is empty' : undefined)),
);

/** An object schema's own message: the document is not a mapping, or lacks a key. */
const missing = (issue: v.ObjectIssue): string => {
  const whole = issue.received !== 'undefined' || issue.expected === 'Object';
  return whole ? 'must be a mapping' : 'required field missing';
};

/** valibot takes a list for an object. */
const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const configField = v.pipe(
  v.custom<object>(isMapping, 'must be a mapping'),
  v.object(
    {
      type: v.picklist(
        inputTypes.filter((type): type is ConfigField['type'] => ['string', 'integer', 'boolean'].includes(type)),
        'must be one of string, integer, boolean',
      ),
      required: v.optional(v.boolean('must be true or false'), false),
      secret: v.optional(v.boolean('must be true or false')),
      default: v.optional(v.custom<JsonValue>((value) => value !== undefined)),
      description: v.optional(text),
      enum: v.optional(
        v.array(
          v.custom<JsonValue>(() => true),
          'must be a list',
        ),
      ),
    },
    missing,
  ),
  v.transform((declared) => declared as ConfigField),
  rule(configFieldProblem),
);

const configFields = v.pipe(
  v.custom<Record<string, unknown>>(isMapping, 'must be a mapping of setting names'),
  // As an object, valibot would leave out a setting that is called `constructor`.
  v.transform((given) => new Map(Object.entries(given) as [string, v.InferInput<typeof configField>][])),
  v.map(v.string(), configField),
  v.transform((fields): PluginManifest['config'] => recordOf(fields)),
);

const patterns = v.optional(v.nullable(v.array(text, 'must be a list'), []), []);
const eventPatterns = v.pipe(
  v.custom<object>(isMapping, 'must be a mapping'),
  v.object({ subscribe: patterns, emit: patterns }, missing),
);
const noEvents = { subscribe: [], emit: [] };

/** `plugin.yaml`. Unknown keys are let through, as in AWF. */
export const manifestSchema = v.pipe(
  v.custom<object>(isMapping, 'must be a mapping'),
  v.object(
    {
      name: v.pipe(field, rule(ownNameProblem)),
      version: v.pipe(field, rule(pluginVersionProblem)),
      awf_version: v.pipe(field, rule(awfVersionProblem)),
      runtime: v.optional(field),
      capabilities: v.pipe(
        v.array(v.picklist(capabilities, `must be one of ${capabilities.join(', ')}`), 'must be a list'),
        v.minLength(1, 'must name at least one capability'),
      ),
      description: v.optional(v.nullable(text, ''), ''),
      author: v.optional(text),
      license: v.optional(text),
      homepage: v.optional(text),
      events: v.optional(v.nullable(eventPatterns, noEvents), noEvents),
      config: v.optional(v.nullable(configFields), null),
    },
    missing,
  ),
  v.transform(({ awf_version: awfVersion, config, ...others }): PluginManifest => ({
    ...(others as Omit<PluginManifest, 'awfVersion' | 'config'>),
    awfVersion,
    config: config ?? recordOf([]),
  })),
);
