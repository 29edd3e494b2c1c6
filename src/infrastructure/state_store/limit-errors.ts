import { AwfError } from '../../domain/errors/awf-error.js';
import type { LimitErrors } from '../shared/call-limit.js';

/** What a call of a state store rejects with when it may not go on. */
export const limitErrors = (plugin: string, call: string, path: string): LimitErrors => ({
  canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call }, { cause }),
  late: (timeoutMs) => new AwfError('SYSTEM.IO.TIMEOUT', { path, timeoutMs }),
});
