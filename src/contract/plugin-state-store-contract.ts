import { expect } from 'chai';
import type { JsonObject } from '../domain/json.js';
import { describeClauses, type Clause, type ContractOptions } from './clauses.js';
import { expectAborted, expectRejection } from './expectations.js';
import { storedInstallationClauses } from './plugin-state-store-installations.js';
import { storedSettingClauses } from './plugin-state-store-settings.js';
import { loaded, withStore, type PluginStateStoreSubject } from './plugin-state-store-subject.js';

/** Clauses of the port PluginStateStore. */
export const pluginStateStoreClauses: readonly Clause<PluginStateStoreSubject>[] = [
  {
    id: 'PS-01',
    title: 'treats an unknown plugin as enabled, with an empty configuration',
    check: withStore((store) => {
      for (const name of ['echo', '', 'constructor', '__proto__'])
        expect(store.getState(name), name).to.deep.equal({ enabled: true, config: {} });
      return Promise.resolve();
    }),
  },
  {
    id: 'PS-02',
    title: 'disables and enables a plugin',
    check: withStore(async (store) => {
      await store.setEnabled('echo', false);
      expect(store.getState('echo').enabled).to.equal(false);
      await store.setEnabled('echo', true);
      expect(store.getState('echo').enabled).to.equal(true);
    }),
  },
  {
    id: 'PS-03',
    title: 'lists the disabled plugins, sorted by name',
    check: withStore(async (store) => {
      for (const name of ['b', 'c', 'a']) await store.setEnabled(name, false);
      await store.setEnabled('c', true);
      expect(store.listDisabled()).to.deep.equal(['a', 'b']);
    }),
  },
  {
    id: 'PS-04',
    title: 'records when a plugin was disabled, until it is enabled',
    check: withStore(async (store) => {
      await store.setEnabled('echo', false);
      const { disabledAt = '' } = store.getState('echo');
      expect(new Date(disabledAt).toISOString()).to.equal(disabledAt);
      await store.setEnabled('echo', true);
      expect(store.getState('echo')).not.to.have.property('disabledAt');
    }),
  },
  {
    id: 'PS-05',
    title: 'replaces a configuration as a whole',
    check: withStore(async (store) => {
      await store.setConfig('echo', { url: 'a', retries: 2 });
      await store.setConfig('echo', { retries: 3 });
      expect(store.getState('echo').config).to.deep.equal({ retries: 3 });
    }),
  },
  {
    id: 'PS-06',
    title: 'keeps the configuration when it enables or disables, and the reverse',
    check: withStore(async (store) => {
      await store.setConfig('a', { url: 'a' });
      await store.setEnabled('a', false);
      expect(store.getState('a').config).to.deep.equal({ url: 'a' });
      await store.setConfig('a', { url: 'b' });
      expect(store.getState('a').enabled).to.equal(false);
      expect(store.getState('a')).to.have.property('disabledAt');
    }),
  },
  {
    id: 'PS-07',
    title: 'keeps everything for a later run',
    async check(subject) {
      const store = await loaded(subject);
      await store.setEnabled('echo', false);
      await store.setConfig('other', { list: [1, null, { deep: 'ü' }] });
      const later = await loaded(subject);
      expect(later.listDisabled()).to.deep.equal(['echo']);
      expect(later.getState('echo')).to.deep.equal(store.getState('echo'));
      expect(later.getState('other').config).to.deep.equal({ list: [1, null, { deep: 'ü' }] });
    },
  },
  {
    id: 'PS-08',
    title: 'loads the changes of another store',
    check: withStore(async (store, subject) => {
      const other = await loaded(subject);
      await other.setEnabled('echo', false);
      await store.load();
      expect(store.listDisabled()).to.deep.equal(['echo']);
    }),
  },
  {
    id: 'PS-09',
    title: 'keeps the changes of another store when it makes its own',
    check: withStore(async (store, subject) => {
      const other = await loaded(subject);
      await other.setEnabled('theirs', false);
      await store.setEnabled('mine', false);
      expect((await loaded(subject)).listDisabled()).to.deep.equal(['mine', 'theirs']);
    }),
  },
  {
    id: 'PS-10',
    title: 'keeps all of several changes that are made at once',
    check: withStore(async (store, subject) => {
      const names = ['a', 'b', 'c', 'd', 'e'];
      await Promise.all(names.map((name) => store.setEnabled(name, false)));
      expect((await loaded(subject)).listDisabled()).to.deep.equal(names);
    }),
  },
  {
    id: 'PS-11',
    title: 'refuses a configuration that JSON cannot express, names each setting, and changes nothing',
    check: withStore(async (store) => {
      await store.setConfig('echo', { url: 'a' });
      const cycle: Record<string, unknown> = {};
      cycle.itself = cycle;
      const wrong = { url: 'b', size: 1n, cycle } as unknown as JsonObject;
      const error = await expectRejection(store.setConfig('echo', wrong), 'USER.VALIDATION.PLUGIN_CONFIG');
      expect(error.details.plugin).to.equal('echo');
      expect(error.details.problems.map(({ field }) => field).sort()).to.deep.equal(['cycle', 'size']);
      expect(store.getState('echo').config).to.deep.equal({ url: 'a' });
    }),
  },
  {
    id: 'PS-12',
    title: 'does nothing when the signal is already aborted',
    check: withStore(async (store) => {
      const code = 'EXECUTION.PLUGIN.CANCELED';
      await expectAborted((signal) => store.load({ signal }), code);
      await expectAborted((signal) => store.setEnabled('echo', false, { signal }), code);
      await expectAborted((signal) => store.setConfig('echo', { a: 1 }, { signal }), code);
      expect(store.getState('echo')).to.deep.equal({ enabled: true, config: {} });
    }),
  },
  {
    id: 'PS-13',
    title: 'keeps a configuration of its own, which the caller cannot change afterwards',
    check: withStore(async (store) => {
      const config = { list: [1] };
      await store.setConfig('echo', config);
      config.list.push(2);
      expect(store.getState('echo').config).to.deep.equal({ list: [1] });
    }),
  },
  {
    id: 'PS-14',
    title: 'keeps plugins whose names are members of every object',
    check: withStore(async (store, subject) => {
      for (const name of ['__proto__', 'constructor']) await store.setEnabled(name, false);
      expect((await loaded(subject)).listDisabled()).to.deep.equal(['__proto__', 'constructor']);
    }),
  },
  {
    id: 'PS-15',
    title: 'rejects storage that cannot be read, and does not overwrite it',
    async check({ open, corrupt }) {
      await corrupt();
      await expectRejection(open().load(), 'SYSTEM.IO.READ_FAILED');
      await expectRejection(open().setEnabled('echo', true), 'SYSTEM.IO.READ_FAILED');
      await expectRejection(open().load(), 'SYSTEM.IO.READ_FAILED');
    },
  },
  ...storedInstallationClauses,
  ...storedSettingClauses,
];

/** Registers the suite of the port PluginStateStore. */
export function describePluginStateStoreContract(options: ContractOptions<PluginStateStoreSubject>): void {
  describeClauses('PluginStateStore', pluginStateStoreClauses, options);
}
