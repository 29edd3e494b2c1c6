import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** A plugin that is ready to be installed, and that nobody finds before it is. Disposing discards it, unless it has been put in place. */
export interface StagedPlugin extends AsyncDisposable {
  /** A locator for a loader and an inspector. The plugin is as it will be when it is in place. */
  readonly locator: string;
  /** The locator that it will have. */
  readonly destination: string;
  /**
   * Puts it in the place of the version that is there, if there is one. Whatever ends this process meanwhile, either version is found
   * afterwards, as a whole.
   *
   * @throws AwfError `SYSTEM.IO.WRITE_FAILED`, `.TIMEOUT`; `EXECUTION.PLUGIN.CANCELED`
   */
  commit(options?: CallOptions): Promise<void>;
}

/**
 * Where plugins are installed to. One call changes it at a time, also among processes.
 * Contract: clauses PF-01 and following.
 */
export interface PluginInstallations {
  /** The directory that a loader finds the installed plugins in. */
  readonly directory: string;
  /**
   * Unpacks a plugin, and checks that it holds nothing that must not be unpacked.
   *
   * @param path a folder or an archive
   * @throws AwfError `USER.INPUT.MISSING_FILE`, `USER.VALIDATION.ARCHIVE_INVALID`, `SYSTEM.IO.READ_FAILED`, `.WRITE_FAILED`,
   * `.PLUGIN_BINARY_NOT_FOUND`, `.TIMEOUT`; `EXECUTION.PLUGIN.CANCELED`
   */
  stage(path: string, options?: CallOptions): Promise<StagedPlugin>;
  /**
   * Does `work` while no other call of this kind does any, also among processes: what it finds stays as it is until it has changed it. It must not call
   * this again.
   *
   * @throws AwfError what `work` throws; `SYSTEM.IO.WRITE_FAILED`, `.TIMEOUT`; `EXECUTION.PLUGIN.CANCELED` before `work` has begun
   */
  alone<T>(work: () => Promise<T>, options?: CallOptions): Promise<T>;
  /**
   * Removes a plugin as a whole.
   *
   * @param locator that of a plugin which was discovered, in whatever directory
   * @throws AwfError `USER.INPUT.MISSING_FILE`, `SYSTEM.IO.WRITE_FAILED`, `.TIMEOUT`; `EXECUTION.PLUGIN.CANCELED`
   */
  remove(locator: string, options?: CallOptions): Promise<void>;
}

/** What the {@link PluginInstallations} are bound under. */
export const PLUGIN_INSTALLATIONS = token<PluginInstallations>('PluginInstallations');
