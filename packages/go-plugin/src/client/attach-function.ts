import type { ReattachConfig } from '../handshake/reattach-config.js';
import type { AttachedRunner } from '../process/runner.js';

/** Attaches to a running plugin in another way than by its pid; go-plugin's ReattachFunc. */
export type AttachFunction = (config: ReattachConfig, signal: AbortSignal) => Promise<AttachedRunner>;
