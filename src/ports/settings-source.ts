import type { ProjectSettings } from '../domain/project/project-settings.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/**
 * Gives the settings of the project. Settings that cannot be read or understood are never taken for none, because they may limit what a plugin can do.
 * Contract: clauses SS-01 and following.
 */
export interface SettingsSource {
  /**
   * The settings. A source reads them once: a plugin that changes them while the host runs has no effect on that host. A failure is not kept.
   *
   * @throws AwfError `USER.VALIDATION.SETTINGS_INVALID`; `USER.INPUT.MISSING_FILE` for a file that was named and does not exist;
   * `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED`
   */
  load(options?: CallOptions): Promise<ProjectSettings>;
}

/** Token of the {@link SettingsSource}. */
export const SETTINGS_SOURCE = token<SettingsSource>('SettingsSource');
