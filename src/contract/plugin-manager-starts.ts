import { expect } from 'chai';
import type { Clause } from './clauses.js';
import { expectRejection } from './expectations.js';
import { discovered, expectNothingLeft, expectRunning, type PluginManagerSubject } from './plugin-manager-subject.js';

/** Clauses of the port PluginManager about discovering, loading and starting plugins. */
export const pluginManagerStartClauses: readonly Clause<PluginManagerSubject>[] = [
  {
    id: 'PM-01',
    title: 'discovers plugins, sorted by name, without starting any',
    async check(subject) {
      const { manager, plugin, disabled } = subject;
      const names = (await manager.discover()).map(({ manifest }) => manifest.name);
      expect(names).to.include.members([plugin, disabled]);
      expect(names).to.deep.equal([...names].sort());
      expect(manager.get(plugin)?.status).to.equal('discovered');
      expect(subject.transport.starts).to.equal(0);
    },
  },
  {
    id: 'PM-02',
    title: 'lists the plugins that it knows, and no others',
    async check({ manager, plugin }) {
      await manager.discover().catch(() => undefined);
      expect(manager.list().map(({ manifest }) => manager.get(manifest.name))).to.deep.equal(manager.list());
      expect(manager.get(`not-${plugin}`)).to.equal(undefined);
    },
  },
  {
    id: 'PM-03',
    title: 'loads a plugin any number of times without starting it',
    check: discovered(async ({ manager, plugin, transport }) => {
      expect((await manager.load(plugin)).status).to.equal('loaded');
      expect((await manager.load(plugin)).status).to.equal('loaded');
      expect(manager.get(plugin)?.status).to.equal('loaded');
      expect(transport.starts).to.equal(0);
    }),
  },
  {
    id: 'PM-04',
    title: 'starts a plugin that was neither discovered nor loaded before',
    async check(subject) {
      await subject.manager.init(subject.plugin);
      await expectRunning(subject);
    },
  },
  {
    id: 'PM-05',
    title: 'starts a plugin once, however often it is asked',
    check: discovered(async (subject) => {
      const { manager, plugin, transport } = subject;
      await Promise.all([manager.init(plugin), manager.init(plugin), manager.init(plugin)]);
      await manager.init(plugin);
      expect(transport.starts).to.equal(1);
    }),
  },
  {
    id: 'PM-06',
    title: 'rejects an unknown plugin, and lists the known ones',
    check: discovered(async ({ manager, plugin }) => {
      const error = await expectRejection(manager.init(`not-${plugin}`), 'USER.INPUT.PLUGIN_NOT_FOUND');
      expect(error.details.known).to.include(plugin);
    }),
  },
  {
    id: 'PM-07',
    title: 'does not start a disabled plugin',
    check: discovered(async (subject) => {
      const { manager, disabled } = subject;
      await expectRejection(manager.init(disabled), 'EXECUTION.PLUGIN.DISABLED');
      expect(manager.get(disabled)?.status).to.equal('disabled');
    }),
  },
  {
    id: 'PM-08',
    title: 'leaves nothing running of a plugin whose start fails, and reports the reason',
    check: discovered(async (subject) => {
      const { manager, plugin } = subject;
      const error = await expectRejection(
        manager.init(plugin, { fail_init: 'no such server' }),
        'EXECUTION.PLUGIN.CALL_FAILED',
      );
      expectNothingLeft(subject);
      expect(manager.get(plugin)).to.include({ status: 'failed', error });
    }),
  },
  {
    id: 'PM-09',
    title: 'restarts a plugin whose last start failed',
    check: discovered(async (subject) => {
      const { manager, plugin } = subject;
      await manager.init(plugin, { fail_init: 'no such server' }).catch(() => undefined);
      await manager.init(plugin);
      await expectRunning(subject);
    }),
  },
  {
    id: 'PM-10',
    title: 'starts nothing when the signal is already aborted',
    check: discovered(async ({ manager, plugin, transport }) => {
      const signal = AbortSignal.abort(new Error('too late'));
      await expectRejection(manager.init(plugin, undefined, { signal }), 'EXECUTION.PLUGIN.CANCELED');
      expect(transport.starts).to.equal(0);
    }),
  },
  {
    id: 'PM-11',
    title: 'cancels a start when every caller has canceled, and leaves nothing running',
    check: discovered(async (subject) => {
      const { manager, plugin, transport } = subject;
      const controller = new AbortController();
      const started = transport.nextStart();
      const start = manager.init(plugin, undefined, { signal: controller.signal });
      await Promise.race([started, start]);
      controller.abort(new Error('changed my mind'));
      const error = await expectRejection(start, 'EXECUTION.PLUGIN.CANCELED');
      expect(error.cause).to.have.property('message', 'changed my mind');
      expectNothingLeft(subject);
    }),
  },
  {
    id: 'PM-12',
    title: 'continues a start that other callers still wait for',
    check: discovered(async (subject) => {
      const { manager, plugin } = subject;
      const controller = new AbortController();
      const impatient = manager.init(plugin, undefined, { signal: controller.signal }).catch(() => undefined);
      const patient = manager.init(plugin);
      controller.abort(new Error('changed my mind'));
      await Promise.all([impatient, patient]);
      await expectRunning(subject);
    }),
  },
];
