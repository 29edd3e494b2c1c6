import { expect } from 'chai';
import { AwfError } from '../domain/errors/awf-error.js';
import type { Clause } from './clauses.js';
import { expectCrash, soon } from './expectations.js';
import { discovered, expectNothingLeft, expectRunning, type PluginManagerSubject } from './plugin-manager-subject.js';

/** Clauses of the port PluginManager about plugins that run, that are shut down, and that die. */
export const pluginManagerEndClauses: readonly Clause<PluginManagerSubject>[] = [
  {
    id: 'PM-13',
    title:
      'shuts a plugin down and leaves nothing running, even if asked twice, before its start, or for an unknown name',
    check: discovered(async (subject) => {
      const { manager, plugin } = subject;
      await manager.shutdown(plugin);
      await manager.init(plugin);
      await Promise.all([manager.shutdown(plugin), manager.shutdown(plugin)]);
      expectNothingLeft(subject);
      await manager.shutdown(plugin);
      await manager.shutdown(`not-${plugin}`);
      expect(manager.get(plugin)?.status).to.equal('stopped');
    }),
  },
  {
    id: 'PM-14',
    title: 'restarts a plugin that was shut down',
    check: discovered(async (subject) => {
      const { manager, plugin } = subject;
      await manager.init(plugin);
      await manager.shutdown(plugin);
      await manager.init(plugin);
      await expectRunning(subject);
    }),
  },
  {
    id: 'PM-15',
    title: 'shuts all plugins down, including one that is still starting, even if asked twice',
    check: discovered(async (subject) => {
      const { manager, plugin, transport } = subject;
      const started = transport.nextStart();
      const start = manager.init(plugin).catch(() => undefined);
      await Promise.race([started, start]);
      await Promise.all([manager.shutdownAll(), manager.shutdownAll()]);
      await start;
      expectNothingLeft(subject);
      await manager.shutdownAll();
      expect(manager.get(plugin)?.status).not.to.equal('running');
    }),
  },
  {
    id: 'PM-16',
    title: 'reports a plugin that died as failed, with how it ended',
    check: discovered(async (subject) => {
      const { manager, plugin, transport } = subject;
      await manager.init(plugin);
      const connection = transport.live[0];
      await connection?.execute('crash', {}).catch(() => undefined);
      await soon(Promise.resolve(connection?.exited), 'the end of a dead plugin');
      const info = manager.get(plugin);
      expect(info?.status).to.equal('failed');
      if (!AwfError.is(info?.error, 'EXECUTION.PLUGIN.CRASHED')) expect.fail('the plugin has no error');
      expect(info.error.details.plugin).to.equal(plugin);
      expectCrash(info.error.details.end);
    }),
  },
  {
    id: 'PM-17',
    title: 'restarts a plugin that died',
    check: discovered(async (subject) => {
      const { manager, plugin, transport } = subject;
      await manager.init(plugin);
      const connection = transport.live[0];
      await connection?.execute('crash', {}).catch(() => undefined);
      await connection?.exited;
      await manager.init(plugin);
      await expectRunning(subject);
    }),
  },
  {
    id: 'PM-18',
    title: 'keeps the status of a running plugin when it discovers plugins again',
    check: discovered(async (subject) => {
      const { manager, plugin } = subject;
      await manager.init(plugin);
      await manager.discover();
      await expectRunning(subject);
    }),
  },
  {
    id: 'PM-19',
    title: 'returns the connection of a plugin while it runs',
    check: discovered(async (subject) => {
      const { manager, plugin } = subject;
      expect(manager.connection(plugin)).to.equal(undefined);
      expect(manager.connection(`not-${plugin}`)).to.equal(undefined);
      await manager.init(plugin);
      await manager.connection(plugin)!.info();
      await manager.shutdown(plugin);
      expect(manager.connection(plugin)).to.equal(undefined);
    }),
  },
];
