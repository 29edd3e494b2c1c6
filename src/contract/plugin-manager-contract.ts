import { expect } from 'chai';
import { AwfError } from '../domain/errors/awf-error.js';
import type { PluginManager } from '../ports/plugin-manager.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectCrash, expectRejection, soon } from './expectations.js';
import type { ObservedTransport } from './observed-transport.js';

/** A manager that can find the contract's plugin, on a transport that is looked at. */
export interface PluginManagerSubject extends ContractSubject {
  /** What is tested. It has discovered nothing yet. */
  readonly manager: PluginManager;
  /** Name of the contract's plugin, which is enabled. */
  readonly plugin: string;
  /** Name of a plugin that is switched off. */
  readonly disabled: string;
  /** What the manager starts plugins with. */
  readonly transport: ObservedTransport;
}

type Subject = PluginManagerSubject;

/** Fails unless the plugin runs and can be talked to. */
async function expectRunning({ manager, plugin, transport }: Subject): Promise<void> {
  expect(manager.get(plugin)?.status).to.equal('running');
  expect(transport.live).to.have.length(1);
  await transport.live[0]?.info();
}

/** Fails if anything of a plugin is left. */
const expectNothingLeft = ({ transport }: Subject): void => {
  expect(transport.live, 'plugins that were left behind').to.have.length(0);
};

/** A clause about plugins that were discovered before. */
const discovered =
  (check: (subject: Subject) => Promise<void>) =>
  async (subject: Subject): Promise<void> => {
    await subject.manager.discover();
    await check(subject);
  };

/** Clauses of the port PluginManager. */
export const pluginManagerClauses: readonly Clause<PluginManagerSubject>[] = [
  {
    id: 'PM-01',
    title: 'discovers plugins without starting any, in the order of their names',
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
    title: 'lists what it knows, and nothing of what it does not',
    async check({ manager, plugin }) {
      await manager.discover().catch(() => undefined);
      expect(manager.list().map(({ manifest }) => manager.get(manifest.name))).to.deep.equal(manager.list());
      expect(manager.get(`not-${plugin}`)).to.equal(undefined);
    },
  },
  {
    id: 'PM-03',
    title: 'loads a plugin without starting it, again and again',
    check: discovered(async ({ manager, plugin, transport }) => {
      expect((await manager.load(plugin)).status).to.equal('loaded');
      expect((await manager.load(plugin)).status).to.equal('loaded');
      expect(manager.get(plugin)?.status).to.equal('loaded');
      expect(transport.starts).to.equal(0);
    }),
  },
  {
    id: 'PM-04',
    title: 'starts a plugin that nobody has discovered or loaded before',
    async check(subject) {
      await subject.manager.init(subject.plugin);
      await expectRunning(subject);
    },
  },
  {
    id: 'PM-05',
    title: 'starts a plugin once, however often it is asked to',
    check: discovered(async (subject) => {
      const { manager, plugin, transport } = subject;
      await Promise.all([manager.init(plugin), manager.init(plugin), manager.init(plugin)]);
      await manager.init(plugin);
      expect(transport.starts).to.equal(1);
    }),
  },
  {
    id: 'PM-06',
    title: 'rejects a plugin that it does not know, and says which it does',
    check: discovered(async ({ manager, plugin }) => {
      const error = await expectRejection(manager.init(`not-${plugin}`), 'USER.INPUT.PLUGIN_NOT_FOUND');
      expect(error.details.known).to.include(plugin);
    }),
  },
  {
    id: 'PM-07',
    title: 'does not start a plugin that is switched off',
    check: discovered(async (subject) => {
      const { manager, disabled } = subject;
      await expectRejection(manager.init(disabled), 'EXECUTION.PLUGIN.DISABLED');
      expect(manager.get(disabled)?.status).to.equal('disabled');
    }),
  },
  {
    id: 'PM-08',
    title: 'leaves nothing of a plugin whose start fails, and says that and why it failed',
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
    title: 'starts a plugin whose last start failed',
    check: discovered(async (subject) => {
      const { manager, plugin } = subject;
      await manager.init(plugin, { fail_init: 'no such server' }).catch(() => undefined);
      await manager.init(plugin);
      await expectRunning(subject);
    }),
  },
  {
    id: 'PM-10',
    title: 'starts nothing when the signal is aborted already',
    check: discovered(async ({ manager, plugin, transport }) => {
      const signal = AbortSignal.abort(new Error('too late'));
      await expectRejection(manager.init(plugin, undefined, { signal }), 'EXECUTION.PLUGIN.CANCELED');
      expect(transport.starts).to.equal(0);
    }),
  },
  {
    id: 'PM-11',
    title: 'gives a start up when all who waited for it have, and leaves nothing',
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
    title: 'goes on with a start that others wait for',
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
  {
    id: 'PM-13',
    title: 'shuts a plugin down and leaves nothing, once or twice, started or not, known or not',
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
    title: 'starts a plugin again that was shut down',
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
    title: 'shuts all plugins down, also twice, also one that is still starting',
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
    title: 'says that a plugin has failed when it died, and how',
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
    title: 'starts a plugin again that died',
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
    title: 'keeps what it says of a running plugin when it looks for plugins again',
    check: discovered(async (subject) => {
      const { manager, plugin } = subject;
      await manager.init(plugin);
      await manager.discover();
      await expectRunning(subject);
    }),
  },
  {
    id: 'PM-19',
    title: 'gives the connection to a plugin while it runs',
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

/** Registers the suite of the port PluginManager. */
export function describePluginManagerContract(options: ContractOptions<PluginManagerSubject>): void {
  describeClauses('PluginManager', pluginManagerClauses, options);
}
