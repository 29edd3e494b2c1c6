import { AwfError } from '../../domain/errors/awf-error.js';
import type { LimitErrors } from 'plugin-async';

/** The errors of a storage call that is canceled or late. `plugin` is `*` for all plugins. */
export const storageLimits = (plugin: string, call: string, path: string): LimitErrors => ({
  canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call }, { cause }),
  late: (timeoutMs) => new AwfError('SYSTEM.IO.TIMEOUT', { path, timeoutMs }),
});
