import type { ReattachConfig } from '../handshake/reattach-config.js';
import type { AttachedRunner } from '../process/runner.js';

/** Attaches to a running plugin by other means than its pid. go-plugin's ReattachFunc. */
export type AttachFunction = (config: ReattachConfig, signal: AbortSignal) => Promise<AttachedRunner>;
