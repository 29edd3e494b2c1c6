import { ContainerModule } from 'inversify';
import { LOGGER } from '../../ports/logger.js';
import { SETTINGS_SOURCE } from '../../ports/settings-source.js';
import { FileSettingsSource, type SettingsFile } from './file-settings-source.js';

/** Binds the settings of the project to a file. */
export const projectSettingsModule = (find: () => SettingsFile): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(SETTINGS_SOURCE)
      .toResolvedValue((logger) => new FileSettingsSource(find, logger), [LOGGER])
      .inSingletonScope();
  });
