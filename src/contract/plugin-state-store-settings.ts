import { expect } from 'chai';
import type { JsonValue } from '../domain/json.js';
import type { Clause } from './clauses.js';
import { expectRejection } from './expectations.js';
import { loaded, withStore, type PluginStateStoreSubject } from './plugin-state-store-subject.js';

/** Clauses of the port PluginStateStore about single settings of plugins. */
export const storedSettingClauses: readonly Clause<PluginStateStoreSubject>[] = [
  {
    id: 'PS-20',
    title: 'sets one setting and takes it away, and keeps the others, the switch and those of another store',
    check: withStore(async (store, subject) => {
      for (const [key, value] of Object.entries({ url: 'a', retries: 2 })) await store.setSetting('echo', key, value);
      await store.setEnabled('echo', false);
      const other = await loaded(subject);
      await other.setSetting('echo', 'theirs', ['x']);
      await store.setSetting('echo', 'retries', 3);
      await store.setSetting('echo', 'url', undefined);
      await store.setSetting('echo', 'missing', undefined);
      const { enabled, config } = store.getState('echo');
      expect({ ...config }).to.deep.equal({ retries: 3, theirs: ['x'] });
      expect(enabled).to.equal(false);
    }),
  },
  {
    id: 'PS-21',
    title: 'keeps all of several settings that are set at once, whatever their names are',
    check: withStore(async (store) => {
      const names = ['a', 'b', '__proto__', 'constructor'];
      await Promise.all(names.map((key, index) => store.setSetting('echo', key, index)));
      const { config } = store.getState('echo');
      expect(Object.keys(config).sort()).to.deep.equal([...names].sort());
      expect(names.map((key) => config[key])).to.deep.equal([0, 1, 2, 3]);
    }),
  },
  {
    id: 'PS-22',
    title: 'refuses a setting that JSON cannot express, and changes nothing',
    check: withStore(async (store) => {
      await store.setSetting('echo', 'size', 1);
      const wrong = store.setSetting('echo', 'size', 1n as unknown as JsonValue);
      const error = await expectRejection(wrong, 'USER.VALIDATION.PLUGIN_CONFIG');
      expect(error.details.problems.map(({ field }) => field)).to.deep.equal(['size']);
      expect(store.getState('echo').config).to.deep.equal({ size: 1 });
    }),
  },
];
