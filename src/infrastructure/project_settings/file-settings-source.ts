import { withinLimits } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import { noSettings, type ProjectSettings } from '../../domain/project/project-settings.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Logger } from '../../ports/logger.js';
import type { SettingsSource } from '../../ports/settings-source.js';
import { refuseExposed, type OnInsecure } from '../shared/guarded-file.js';
import { readTextFile } from '../shared/read-text-file.js';
import { storageLimits } from '../shared/storage-limits.js';

/** Far more than any real file has. */
const maxBytes = 1024 * 1024;

/** Where the settings of a project are. */
export interface SettingsFile {
  /** Where it is. */
  readonly path: string;
  /** Whether it may be missing, as the default one may. */
  readonly optional: boolean;
  /** The folder of the project. Paths in the file are relative to it. */
  readonly folder: string;
}

/** Reads the settings from a YAML file, which must be the user's own. Unknown keys of the whole file are logged as warnings, as in AWF. */
export class FileSettingsSource implements SettingsSource {
  readonly #find: () => SettingsFile;
  readonly #logger: Logger;
  readonly #onInsecure: OnInsecure | undefined;
  #settings: ProjectSettings | undefined;

  /**
   * @param find says where the file is; called when the settings are needed
   * @param onInsecure is told of a file that others could change; without it, such a file is refused
   */
  constructor(find: () => SettingsFile, logger: Logger, onInsecure?: OnInsecure) {
    this.#find = find;
    this.#logger = logger;
    this.#onInsecure = onInsecure;
  }

  async load(options: CallOptions = {}): Promise<ProjectSettings> {
    const file = this.#find();
    const limits = storageLimits('*', 'load', file.path);
    return withinLimits(options, limits, async (signal) => (this.#settings ??= await this.#read(file, signal)));
  }

  async #read({ path, optional, folder }: SettingsFile, signal: AbortSignal): Promise<ProjectSettings> {
    const text = await readTextFile(path, maxBytes, signal).catch((error: unknown) => {
      // A folder in place of the file is a mistake, not a project without settings.
      if (optional && AwfError.is(error, 'USER.INPUT.MISSING_FILE') && error.details.problem === undefined) return;
      throw error;
    });
    if (text === undefined) return noSettings;
    // The settings choose variables of programs, and what they may do.
    await refuseExposed(path, this.#onInsecure);
    if (!text.ok) {
      const problems = [{ problem: text.problem }];
      throw new AwfError('USER.VALIDATION.SETTINGS_INVALID', { path, problems }, { cause: text.cause });
    }
    // Loaded here, because most projects have no such file.
    const { parseSettings } = await import('./parse-settings.js');
    const { settings, warnings } = parseSettings(text.text, path, folder);
    for (const { field, line, column, problem } of warnings)
      this.#logger.log('warn', `${field}: ${problem}`, { file: `${path}:${line}:${column}` });
    return settings;
  }
}
