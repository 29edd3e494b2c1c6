import { ContainerModule } from 'inversify';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LOGGER, type Logger } from '../../ports/logger.js';
import { PLUGIN_STATE_STORE } from '../../ports/plugin-state-store.js';
import { FilePluginStateStore } from './file-plugin-state-store.js';
import { InMemoryPluginStateStore } from './in-memory-plugin-state-store.js';

/**
 * Binds the state store: to a file where there is a path, else to memory.
 * @param allowInsecure only warn of a file that other users could change
 */
export const stateStoreModule = (path: string | undefined, allowInsecure: boolean): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PLUGIN_STATE_STORE)
      .toResolvedValue(
        (clock: Clock, logger: Logger) => {
          if (path === undefined) return new InMemoryPluginStateStore(clock);
          const warn = (problem: string): void => logger.log('warn', problem);
          return new FilePluginStateStore(path, clock, allowInsecure ? { onInsecure: warn } : {});
        },
        [CLOCK, LOGGER],
      )
      .inSingletonScope();
  });
