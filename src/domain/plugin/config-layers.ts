import type { JsonObject, JsonValue } from '../json.js';
import type { ConfigField } from './manifest.js';

/** Where the value of a setting is from, the one that counts first being first. */
export const configOrigins = ['flag', 'stored', 'project', 'default'] as const;
/** One of {@link configOrigins}: the caller, what is stored for this machine, the settings of the project, the manifest. */
export type ConfigOrigin = (typeof configOrigins)[number];

/** The values that are given for the settings of a plugin. */
export interface ConfigLayers {
  /** By the caller, for this run. */
  readonly flag: JsonObject;
  /** Stored for this machine. */
  readonly stored: JsonObject;
  /** By the settings of the project. */
  readonly project: JsonObject;
}

/** The value of a setting as it is written. */
export interface WrittenValue {
  readonly value: JsonValue;
  readonly origin: ConfigOrigin;
  /** Who gives another value, which does not count. */
  readonly hides: readonly ConfigOrigin[];
}

/**
 * The values that count, by the name of the setting. The first layer that has a setting counts. `null` there takes away what later layers say,
 * so that the default counts.
 */
export function layeredConfig(
  fields: Readonly<Record<string, ConfigField>>,
  layers: ConfigLayers,
): ReadonlyMap<string, WrittenValue> {
  const names = new Set([fields, layers.project, layers.stored, layers.flag].flatMap((layer) => Object.keys(layer)));
  const written = new Map<string, WrittenValue>();
  for (const name of names) {
    const values = valuesOf(name, fields, layers);
    const [first, ...others] = values.filter(([, value]) => value !== undefined);
    if (first === undefined) continue;
    const hides = others.map(([origin]) => origin);
    const [origin, value] =
      first[1] === null ? (values.find(([from, given]) => from === 'default' && given !== undefined) ?? first) : first;
    if (value !== undefined) written.set(name, { value, origin, hides: hides.filter((from) => from !== origin) });
  }
  return written;
}

function valuesOf(
  name: string,
  fields: Readonly<Record<string, ConfigField>>,
  layers: ConfigLayers,
): readonly (readonly [ConfigOrigin, JsonValue | undefined])[] {
  const ofUser = (['flag', 'stored', 'project'] as const).map((origin) => [origin, own(layers[origin], name)] as const);
  return [...ofUser, ['default', own(fields, name)?.default]];
}

/** Plain access would find inherited members such as `constructor`. */
const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
