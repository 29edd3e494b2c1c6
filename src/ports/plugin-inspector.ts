import type { PluginContents } from '../domain/plugin/plugin-approval.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** A place where another user could change a plugin, or has made it. */
export interface Exposure {
  /** The file or folder that another user can change. */
  readonly path: string;
  /** Whose it is, or who may write to it: the rest of a sentence that begins with the path. */
  readonly problem: string;
}

/** What a plugin consists of. */
export interface PluginInspection extends PluginContents {
  /** A part of it that another user could change. */
  readonly exposure?: Exposure;
}

/**
 * Tells what a plugin is, without trusting it.
 * Contract: clauses PX-01 and following.
 */
export interface PluginInspector {
  /**
   * Hashes everything that a plugin consists of: its program, its manifest and, unless its program contains all its code, whatever is
   * beside them.
   *
   * @throws AwfError `SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND`, `.READ_FAILED`, `.TIMEOUT`; `EXECUTION.PLUGIN.CANCELED`
   */
  inspect(locator: string, options?: CallOptions): Promise<PluginInspection>;
  /**
   * The first place around a plugin where another user could change it: its program, its manifest, its folder and all above. Reads no content.
   *
   * @throws AwfError `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`; `EXECUTION.PLUGIN.CANCELED`
   */
  exposureOf(locator: string, options?: CallOptions): Promise<Exposure | undefined>;
}

/** What the {@link PluginInspector} is bound under. */
export const PLUGIN_INSPECTOR = token<PluginInspector>('PluginInspector');
