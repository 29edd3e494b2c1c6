import { expect } from 'chai';
import { defaultLimits } from '../../../../src/app/composition/container-options.js';
import { ExternalPluginManager } from '../../../../src/app/plugins/external-plugin-manager.js';
import { ExternalOperationProvider } from '../../../../src/app/plugins/external-operation-provider.js';
import { ObservedTransport } from '../../../../src/contract/index.js';
import type { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { InMemoryPluginStateStore } from '../../../../src/infrastructure/in_memory/in-memory-plugin-state-store.js';
import { InMemorySettingsSource } from '../../../../src/infrastructure/in_memory/in-memory-settings-source.js';
import { InMemoryValueSource } from '../../../../src/infrastructure/in_memory/in-memory-value-source.js';
import { systemClock } from '../../../../src/infrastructure/system_clock/system-clock.js';
import { inMemoryHost } from '../../../support/contract-hosts.js';
import { altered } from '../../../support/mutants.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

/** The stages of a start, in their order. */
const stages = [
  ...(['states', 'discover', 'load', 'settings', 'connect', 'connected', 'GetInfo', 'Init', 'ListOperations'] as const),
];
type Stage = (typeof stages)[number];

const name = 'contract-echo';

/** A manager whose start tells when it comes to a stage, and waits there until it may go on. */
function setUp(stage: Stage) {
  let reach: () => void = () => undefined;
  let release: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const pass = async <T>(at: Stage, work: () => Promise<T>): Promise<T> => {
    if (at === stage) {
      reach();
      await released;
    }
    return work();
  };
  const { transport, loader } = inMemoryHost();
  const observed = new ObservedTransport(transport);
  const states = new InMemoryPluginStateStore(systemClock, new Map());
  const logger = new RecordingLogger();
  const plugins = new ExternalPluginManager(
    {
      transport: {
        connect: async (...args) => {
          const original = await pass('connect', () => observed.connect(...args));
          const staged = altered(original, {
            info: (options) => pass('GetInfo', () => original.info(options)),
            init: (...given) => pass('Init', () => original.init(...given)),
            operations: (options) => pass('ListOperations', () => original.operations(options)),
          });
          return pass('connected', () => Promise.resolve(staged));
        },
      },
      stateStore: altered(states, { load: (options) => pass('states', () => states.load(options)) }),
      logger,
      limits: { ...defaultLimits, startTimeoutMs: 2_000, callTimeoutMs: 1_000, shutdownTimeoutMs: 50 },
      values: new InMemoryValueSource(),
      settings: { load: (options) => pass('settings', () => new InMemorySettingsSource().load(options)) },
      hostVersion: 'dev',
    },
    [
      {
        path: 'memory:',
        optional: false,
        loader: {
          discoverPlugins: (...args) => pass('discover', () => loader.discoverPlugins(...args)),
          loadPlugin: (...args) => pass('load', () => loader.loadPlugin(...args)),
        },
      },
    ],
  );
  const operations = new ExternalOperationProvider({ plugins, clock: systemClock, logger });
  return { plugins, operations, observed, reached, release };
}

describe('A manager that is closed', () => {
  for (const stage of stages)
    it(`leaves nothing of a start that has reached ${stage}`, async () => {
      const { plugins, operations, observed, reached, release } = setUp(stage);
      const call = rejection(operations.execute(`${name}.echo`, { text: 'a' }));
      await reached;
      const closes = [plugins.close(), plugins.close()];
      release();
      await Promise.all(closes);
      expect(observed.live).to.have.length(0);
      expect(((await call) as AwfError).code).to.equal('EXECUTION.HOST.CLOSED');
      expect(observed.live).to.have.length(0);
      expect(plugins.connection(name)).to.equal(undefined);
    });

  it('refuses every later call, and starts nothing', async () => {
    const { plugins, operations, observed } = setUp('states');
    await plugins.close();
    const calls = [
      plugins.discover(),
      plugins.load(name),
      plugins.init(name),
      operations.getOperation(`${name}.echo`),
      operations.listOperations(),
      operations.execute(`${name}.echo`, { text: 'a' }),
    ];
    for (const call of calls) expect(await rejection(call)).to.have.property('code', 'EXECUTION.HOST.CLOSED');
    await plugins.shutdown(name);
    await plugins.shutdownAll();
    expect(observed.starts).to.equal(0);
  });

  it('refuses to start a plugin again that ran', async () => {
    const { plugins, observed, release } = setUp('states');
    release();
    await plugins.init(name);
    const [end, again] = [plugins.close(), rejection(plugins.init(name))];
    await end;
    expect(await again).to.have.property('code', 'EXECUTION.HOST.CLOSED');
    expect(plugins.get(name)?.status).to.equal('stopped');
    expect(observed.live).to.have.length(0);
  });

  it('lets a second close wait for the same end', async () => {
    const { plugins, release } = setUp('states');
    release();
    await plugins.init(name);
    const connection = plugins.connection(name)!;
    let ended = false;
    void connection.exited.then(() => (ended = true));
    void plugins.close();
    await plugins.close();
    expect(ended).to.equal(true);
  });
});
