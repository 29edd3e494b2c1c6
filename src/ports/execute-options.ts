import type { Progress } from '../domain/plugin/progress.js';
import type { CallOptions } from './call-options.js';

/** How an operation is executed. */
export interface ExecuteOptions extends CallOptions {
  /** Told how far the operation is, if it says so. Must not throw. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}
