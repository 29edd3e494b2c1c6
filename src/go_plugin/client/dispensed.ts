import type { PluginSet } from '../plugin-set.js';

/** The names of a plugin set, or of all sets of a union of them. */
export type PluginName<S extends PluginSet> = S extends unknown ? Extract<keyof S, string> : never;

/** What dispensing that name gives: what the plugin's `createClient` returns. */
export type Dispensed<S extends PluginSet, N extends string> =
  S extends Readonly<Record<N, infer P>>
    ? P extends { createClient?: (...args: never[]) => infer D }
      ? Awaited<D>
      : unknown
    : never;
