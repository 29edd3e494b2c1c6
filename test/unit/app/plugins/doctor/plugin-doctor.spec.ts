import { expect } from 'chai';
import type { StageReport } from '../../../../../src/app/plugins/doctor/examination.js';
import { createDoctor } from '../../../../../src/app/composition/create-doctor.js';
import { createHost } from '../../../../../src/app/composition/create-host.js';
import type { JsonObject } from '../../../../../src/domain/json.js';
import { SecretMask } from '../../../../../src/domain/secret-mask.js';
import { InMemoryValueSource } from '../../../../../src/infrastructure/in_memory/in-memory-value-source.js';
import { VALUE_SOURCE } from '../../../../../src/ports/value-source.js';
import { RecordingLogger } from '../../../../../src/infrastructure/in_memory/recording-logger.js';
import { InMemoryInstallations } from '../../../../../src/infrastructure/in_memory/in-memory-installations.js';
import { operation, stepType, success, type Plugin } from '../../../../../src/sdk/index.js';
import { pluginInMemory } from '../../../../support/install-subjects.js';

const shop = (changes: Partial<Plugin> = {}): Plugin => ({
  name: 'shop',
  version: '1.0.0',
  operations: { price: operation({ handler: () => success({}) }) },
  stepTypes: { order: stepType({ handler: () => ({}) }) },
  validator: { validateWorkflow: () => [{ message: 'no' }] },
  events: { patterns: ['a.*'], handler: () => undefined },
  ...changes,
});

const refuse = (): never => {
  throw new Error('no');
};

interface World {
  /** Whether another user could change the plugin. */
  readonly exposed?: boolean;
  readonly allowInsecure?: boolean;
  readonly secrets?: SecretMask;
  /** The stored configuration of the plugin. */
  readonly config?: JsonObject;
}

/** Examines a plugin in memory. */
async function examine(plugin: Plugin, world: World = {}): Promise<readonly StageReport[]> {
  const { exposed = false, allowInsecure = false, secrets, config = {} } = world;
  await using host = await createHost({
    transport: 'in_memory',
    plugins: { shop: plugin },
    logger: new RecordingLogger(),
    secrets,
    configure: (container) => {
      const env = { SHOP_KEY: 'the key of the shop' };
      container.rebind(VALUE_SOURCE).toConstantValue(new InMemoryValueSource({ env }));
    },
  });
  await host.pluginStates.setConfig('shop', config);
  const [found] = await host.plugins.discover();
  const inspector = new InMemoryInstallations();
  const exposure = exposed ? { path: '/plugins', problem: 'can be changed by everybody' } : undefined;
  inspector.plugins.set(found!.locator, { ...pluginInMemory('shop'), exposure });
  const doctor = createDoctor(host, { env: {}, allowInsecure, inspector });
  return await doctor.examine(found!, new AbortController().signal);
}

const statuses = (reports: readonly StageReport[]): string =>
  reports.map(({ stage, status }) => `${stage} ${status}`).join(', ');

describe('Examining a plugin', () => {
  it('reports every stage of a start in its order, with its time', async () => {
    const reports = await examine(shop());
    expect(statuses(reports), reports.find(({ error }) => error !== undefined)?.error?.message).to.equal(
      'found ok, manifest ok, executable ok, checksum skipped, owner ok, config ok, handshake ok, TLS ok, info ok, init ok, ' +
        'operations ok, step types ok, validators ok, events ok, shutdown ok',
    );
    for (const { durationMs } of reports) expect(durationMs).to.be.within(0, 10_000);
    const details = new Map(reports.map(({ stage, detail }) => [stage, detail]));
    expect(details.get('operations')).to.equal('shop.price');
    expect(details.get('step types')).to.equal('shop.order');
    expect(details.get('validators')).to.equal('1 findings about the smallest workflow');
    expect(details.get('events')).to.equal('subscribes to a.*; may emit nothing');
  });

  for (const [stage, what, plugin] of [
    ['init', 'an init that fails', shop({ init: refuse })],
    ['validators', 'a validator that fails', shop({ validator: { validateWorkflow: refuse, validateStep: refuse } })],
    ['shutdown', 'a shutdown that fails', shop({ shutdown: refuse })],
  ] as const)
    it(`names the stage of ${what}, and examines nothing after it`, async () => {
      const reports = await examine(plugin);
      const failed = reports.findIndex(({ status }) => status === 'failed');
      expect(reports[failed]?.stage).to.equal(stage);
      expect(reports[failed]?.error?.code).to.equal('EXECUTION.PLUGIN.CALL_FAILED');
      expect(reports.slice(failed + 1).every(({ status }) => status === 'skipped')).to.equal(true);
    });

  it('says that a plugin has not what it promises', async () => {
    const reports = await examine(shop({ stepTypes: {}, operations: {}, validator: undefined } as unknown as Plugin));
    expect(statuses(reports)).to.include('validators skipped').and.to.include('shutdown ok');
  });

  it('refuses a plugin that another user could change, or warns', async () => {
    const refused = await examine(shop(), { exposed: true });
    expect(statuses(refused)).to.include('owner failed, config skipped, handshake skipped');
    expect(refused.find(({ stage }) => stage === 'owner')?.error?.code).to.equal('SYSTEM.IO.PLUGIN_INSECURE');
    const warned = await examine(shop(), { exposed: true, allowInsecure: true });
    expect(statuses(warned)).to.include('owner warning, config ok');
  });

  it('has the secrets of the plugin masked, as a run has', async () => {
    const secrets = new SecretMask();
    const keeper = shop({ config: { key: { type: 'string', secret: true } } });
    await examine(keeper, { secrets, config: { key: 'env:SHOP_KEY' } });
    expect(secrets.text('with the key of the shop')).to.equal('with ***');
  });

  it('takes the events that a plugin emits at its start', async () => {
    const herald = shop({
      emits: ['shop.*'],
      init: async (_, { host }) => {
        await host.emit('shop.opened');
      },
    });
    const failed = (await examine(herald)).find(({ status }) => status === 'failed');
    expect(failed?.error?.message).to.equal(undefined);
  });
});
