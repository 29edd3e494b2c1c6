import { ContainerModule } from 'inversify';
import { LOGGER } from '../../ports/logger.js';
import { SETTINGS_SOURCE } from '../../ports/settings-source.js';
import { FileSettingsSource, type SettingsFile } from './file-settings-source.js';

/**
 * Binds the settings of the project to a file.
 * @param allowInsecure only warn of a file that other users could change
 */
export const projectSettingsModule = (find: () => SettingsFile, allowInsecure: boolean): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(SETTINGS_SOURCE)
      .toResolvedValue(
        (logger) => {
          const warn = (problem: string): void => logger.log('warn', problem);
          return new FileSettingsSource(find, logger, allowInsecure ? warn : undefined);
        },
        [LOGGER],
      )
      .inSingletonScope();
  });
