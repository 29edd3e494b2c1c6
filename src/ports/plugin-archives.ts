import type { Platform } from '../domain/plugin/platform.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** An archive that has been written. */
export interface WrittenArchive {
  /** Where it is. */
  readonly path: string;
  /** Hex. */
  readonly sha256: string;
  /** Its size. */
  readonly bytes: number;
}

/** What to write. */
export interface ArchiveRequest {
  /** That of a complete plugin which nobody changes meanwhile. */
  readonly locator: string;
  /** Names of the archives. All get the same content. */
  readonly names: readonly string[];
  /** The directory for them. It is made if it is missing. */
  readonly directory: string;
}

/**
 * Writes archives that can be installed.
 * Contract: clauses PA-01 and following.
 */
export interface PluginArchives {
  /**
   * The platforms that the code in a plugin is for. Empty for a plugin without code for one processor.
   *
   * @throws AwfError `USER.INPUT.MISSING_FILE`, `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`; `EXECUTION.PLUGIN.CANCELED`
   */
  platformsOf(locator: string, options?: CallOptions): Promise<readonly Platform[]>;
  /**
   * Writes archives, and their hashes into the checksum file of the directory. Hashes of other archives that are still there stay. The same
   * plugin gives the same bytes, whenever and wherever it is packed. After an error, the directory holds no part of a new archive.
   *
   * @throws AwfError `USER.INPUT.MISSING_FILE`, `SYSTEM.IO.READ_FAILED`, `.WRITE_FAILED`, `.TIMEOUT`; `EXECUTION.PLUGIN.CANCELED`
   */
  write(request: ArchiveRequest, options?: CallOptions): Promise<readonly WrittenArchive[]>;
}

/** What the {@link PluginArchives} are bound under. */
export const PLUGIN_ARCHIVES = token<PluginArchives>('PluginArchives');
