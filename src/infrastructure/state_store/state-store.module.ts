import { ContainerModule } from 'inversify';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { PLUGIN_STATE_STORE } from '../../ports/plugin-state-store.js';
import { FilePluginStateStore } from './file-plugin-state-store.js';
import { InMemoryPluginStateStore } from './in-memory-plugin-state-store.js';

/** Binds the state store: to a file where there is a path, else to memory. */
export const stateStoreModule = (path: string | undefined): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PLUGIN_STATE_STORE)
      .toResolvedValue(
        (clock: Clock) =>
          path === undefined ? new InMemoryPluginStateStore(clock) : new FilePluginStateStore(path, clock),
        [CLOCK],
      )
      .inSingletonScope();
  });
