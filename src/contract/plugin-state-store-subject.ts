import type { PluginStateStore } from '../ports/plugin-state-store.js';
import type { ContractSubject } from './clauses.js';

/** Storage that is empty, and the stores over it. */
export interface PluginStateStoreSubject extends ContractSubject {
  /** Opens a store over the same storage, as a later run or another process does. Nothing is loaded yet. */
  readonly open: () => PluginStateStore;
  /** Makes the storage unreadable, by writing something into it that is not a state. */
  readonly corrupt: () => Promise<void>;
}

/** Opens a store, and loads it. */
export async function loaded({ open }: PluginStateStoreSubject): Promise<PluginStateStore> {
  const store = open();
  await store.load();
  return store;
}

/** A clause about one store that has been loaded. */
export const withStore =
  (check: (store: PluginStateStore, subject: PluginStateStoreSubject) => Promise<void>) =>
  async (subject: PluginStateStoreSubject): Promise<void> =>
    check(await loaded(subject), subject);
