import type { GrpcPlugin } from '../plugin-set.js';

/**
 * What the type of a client's plugin sets may be: any {@link PluginSet}, and what TypeScript makes of several that are written out in one
 * place: there, each has the names of the others as `undefined`.
 */
export type DispensableSet = Readonly<Record<string, GrpcPlugin | undefined>>;

/** The names of a plugin set, or of all sets of a union of them. */
export type PluginName<S extends DispensableSet> = S extends unknown ? Extract<keyof S, string> : never;

/** What dispensing that name gives: what the plugin's `createClient` returns. */
export type Dispensed<S extends DispensableSet, N extends string> =
  S extends Readonly<Record<N, infer P>>
    ? P extends { createClient?: (...args: never[]) => infer D }
      ? Awaited<D>
      : unknown
    : never;
