import type { GrpcPlugin } from '../plugin-set.js';

/**
 * The type of a client's plugin sets: any {@link PluginSet}, or what TypeScript infers for several sets in one object
 * literal, where each set has the names of the others as `undefined`.
 */
export type DispensableSet = Readonly<Record<string, GrpcPlugin | undefined>>;

/** The names of a plugin set, or of all sets of a union of them. */
export type PluginName<S extends DispensableSet> = S extends unknown ? Extract<keyof S, string> : never;

/** The result of dispensing that name: what the plugin's `createClient` returns. */
export type Dispensed<S extends DispensableSet, N extends string> =
  S extends Readonly<Record<N, infer P>>
    ? P extends { createClient?: (...args: never[]) => infer D }
      ? Awaited<D>
      : unknown
    : never;
