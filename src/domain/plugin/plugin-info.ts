import type { AwfError } from '../errors/awf-error.js';
import type { PluginManifest } from './manifest.js';
import type { OperationSchema } from './operation.js';

/**
 * Where a plugin stands. `discovered`: its manifest was found and read. `loaded`: it was checked and can be started. `running`:
 * its process answers. `stopped`: it was shut down. `failed`: starting it failed, or it died; `error` says how. `disabled`: the
 * user switched it off. `builtin`: part of the host, always there.
 */
export type PluginStatus = 'discovered' | 'loaded' | 'running' | 'stopped' | 'failed' | 'disabled' | 'builtin';

/** A plugin as the host knows it. */
export interface PluginInfo {
  /** What it says of itself; of a built-in one, what its manifest would say. */
  readonly manifest: PluginManifest;
  /** Part of the host, or a program of its own. */
  readonly type: 'builtin' | 'external';
  /** Where it stood when this was asked for; later changes do not show. */
  readonly status: PluginStatus;
  /** Its directory; empty for a built-in one. */
  readonly directory: string;
  /** Path of its executable; empty for a built-in one. */
  readonly binary: string;
  /** What it offers, in the order of the names; known while it runs, and always of a built-in one. */
  readonly operations?: readonly OperationSchema[];
  /** Why it is `failed`. */
  readonly error?: AwfError;
}

/** Whether it may be loaded (again). */
export const canLoad = (status: PluginStatus): boolean =>
  status === 'discovered' || status === 'stopped' || status === 'failed';
