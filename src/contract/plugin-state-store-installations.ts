import { expect } from 'chai';
import type { PluginInstallation } from '../ports/plugin-state-store.js';
import type { Clause } from './clauses.js';
import { loaded, withStore, type PluginStateStoreSubject } from './plugin-state-store-subject.js';

/** A plugin that was installed. */
const installation: PluginInstallation = {
  approved: { checksum: 'aa'.repeat(32), contents: `h1:${'A'.repeat(43)}=` },
  origin: {
    repository: 'owner/echo',
    version: '1.2.3',
    installedAt: '2026-01-02T12:00:00.000Z',
    updatedAt: '2026-01-03T12:00:00.000Z',
  },
};

/** Clauses of the port PluginStateStore about what is recorded of installed plugins. */
export const storedInstallationClauses: readonly Clause<PluginStateStoreSubject>[] = [
  {
    id: 'PS-16',
    title: 'remembers what is approved of a plugin, and where it came from',
    check: withStore(async (store, subject) => {
      await store.setInstallation('echo', installation);
      const { approved, origin } = (await loaded(subject)).getState('echo');
      expect(approved).to.deep.equal([installation.approved]);
      expect(origin).to.deep.equal(installation.origin);
    }),
  },
  {
    id: 'PS-17',
    title: 'approves the previous version until it is told otherwise, and keeps the origin that is not given',
    check: withStore(async (store) => {
      await store.setInstallation('echo', installation);
      const previous = { checksum: 'bb'.repeat(32) };
      await store.setInstallation('echo', { approved: installation.approved, previous });
      expect(store.getState('echo').approved).to.deep.equal([installation.approved, previous]);
      await store.setInstallation('echo', { approved: previous });
      expect(store.getState('echo').approved).to.deep.equal([previous]);
      expect(store.getState('echo').origin).to.deep.equal(installation.origin);
    }),
  },
  {
    id: 'PS-18',
    title:
      'keeps the approval when it switches and configures, and switch and configuration when it approves or withdraws',
    check: withStore(async (store) => {
      await store.setInstallation('echo', installation);
      await store.setConfig('echo', { url: 'a' });
      await store.setEnabled('echo', false);
      expect(store.getState('echo').approved).to.deep.equal([installation.approved]);
      await store.setInstallation('echo', installation);
      await store.setInstallation('echo', undefined);
      expect(store.getState('echo')).to.deep.include({ enabled: false, config: { url: 'a' } });
      expect(store.getState('echo')).not.to.have.any.keys('approved', 'origin');
    }),
  },
  {
    id: 'PS-19',
    title: 'forgets a plugin as a whole, and no other',
    check: withStore(async (store, subject) => {
      await store.setEnabled('echo', false);
      await store.setEnabled('other', false);
      await store.forget('echo');
      await store.forget('never known');
      const later = await loaded(subject);
      expect(later.getState('echo')).to.deep.equal({ enabled: true, config: {} });
      expect(later.listDisabled()).to.deep.equal(['other']);
    }),
  },
];
