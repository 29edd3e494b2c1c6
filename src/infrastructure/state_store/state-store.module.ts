import { ContainerModule } from 'inversify';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LOGGER, type Logger } from '../../ports/logger.js';
import { PLUGIN_STATE_STORE } from '../../ports/plugin-state-store.js';
import { FilePluginStateStore } from './file-plugin-state-store.js';

/**
 * Binds the state store to a file.
 * @param allowInsecure only warn of a file that other users could change
 */
export const stateStoreModule = (path: string, allowInsecure: boolean): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PLUGIN_STATE_STORE)
      .toResolvedValue(
        (clock: Clock, logger: Logger) => {
          const warn = (problem: string): void => logger.log('warn', problem);
          return new FilePluginStateStore(path, clock, allowInsecure ? { onInsecure: warn } : {});
        },
        [CLOCK, LOGGER],
      )
      .inSingletonScope();
  });
