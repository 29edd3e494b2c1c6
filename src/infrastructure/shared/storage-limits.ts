import { AwfError } from '../../domain/errors/awf-error.js';
import type { LimitErrors } from 'plugin-async';

/** What a call that finds, loads or keeps something of plugins (`*` for all) rejects with when it may not go on. */
export const storageLimits = (plugin: string, call: string, path: string): LimitErrors => ({
  canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call }, { cause }),
  late: (timeoutMs) => new AwfError('SYSTEM.IO.TIMEOUT', { path, timeoutMs }),
});
