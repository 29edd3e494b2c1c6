import { expect } from 'chai';
import { PluginConfiguration } from '../../../../../src/app/plugins/config/plugin-configuration.js';
import type { PluginManifest } from '../../../../../src/domain/plugin/manifest.js';
import { InMemoryPluginStateStore } from '../../../../../src/infrastructure/in_memory/in-memory-plugin-state-store.js';
import { InMemorySettingsSource } from '../../../../../src/infrastructure/in_memory/in-memory-settings-source.js';
import { InMemoryValueSource } from '../../../../../src/infrastructure/in_memory/in-memory-value-source.js';
import { ManualClock } from '../../../../../src/infrastructure/in_memory/manual-clock.js';
import { rejection } from '../../../../../packages/go-plugin/test/support/rejection.js';

const manifest: PluginManifest = {
  name: 'echo',
  version: '1.0.0',
  awfVersion: '>=0.5.0',
  capabilities: ['operations'],
  events: { subscribe: [], emit: [] },
  description: '',
  config: {
    url: { type: 'string', required: true },
    retries: { type: 'integer', required: false, default: 3, enum: [1, 3, 5] },
    key: { type: 'string', required: false, secret: true },
  },
};

function setUp() {
  const stateStore = new InMemoryPluginStateStore(new ManualClock());
  const project = { config: { url: 'of the project' }, sandbox: undefined };
  const settings = new InMemorySettingsSource({ plugins: new Map([['echo', project]]) });
  const configuration = new PluginConfiguration({ stateStore, settings, values: new InMemoryValueSource() });
  return { stateStore, configuration, stored: () => ({ ...stateStore.getState('echo').config }) };
}

describe('PluginConfiguration', () => {
  it('stores values with the types that the manifest declares', async () => {
    const { configuration, stored } = setUp();
    await configuration.set(manifest, 'retries', '5');
    await configuration.set(manifest, 'url', '5');
    await configuration.set(manifest, 'key', 'env:KEY');
    expect(stored()).to.deep.equal({ retries: 5, url: '5', key: 'env:KEY' });
  });

  it('stores references without looking them up', async () => {
    const { configuration, stored } = setUp();
    await configuration.set(manifest, 'retries', '${RETRIES}');
    expect(stored()).to.deep.equal({ retries: '${RETRIES}' });
  });

  for (const [key, value, problem] of [
    ['ulr', 'canary', 'is not a setting of this plugin; did you mean url?'],
    ['retries', 'canary', 'must be an integer, is a string'],
    ['retries', '4', 'must be one of 1, 3, 5'],
    [
      'url',
      'canary${',
      'has a ${ without the name of a variable and a } after it; write $${ for a ${ that stays as it is',
    ],
    ['key', 'canary', 'is a secret, which is given by reference: env:NAME or file:PATH'],
    ['key', '${canary}', 'is a secret, which is given by reference: env:NAME or file:PATH'],
  ] as const)
    it(`refuses ${value} for ${key}, stores nothing and does not repeat the value`, async () => {
      const { configuration, stored } = setUp();
      const error = await rejection(configuration.set(manifest, key, value));
      expect(error)
        .to.have.nested.property('details.problems')
        .that.deep.equals([{ field: key, problem }]);
      expect((error as Error).message).not.to.contain('canary');
      expect(stored()).to.deep.equal({});
    });

  it('takes any setting of a plugin that declares none, as JSON where it is JSON', async () => {
    const { configuration, stored } = setUp();
    const any = { ...manifest, config: {} };
    await configuration.set(any, 'list', '[1, 2]');
    await configuration.set(any, 'word', 'hello');
    expect(stored()).to.deep.equal({ list: [1, 2], word: 'hello' });
  });

  it('takes a stored value away, also of a setting that the plugin has no longer', async () => {
    const { configuration, stateStore, stored } = setUp();
    await stateStore.setConfig('echo', { url: 'a', old: 1 });
    await configuration.unset(manifest, 'url');
    await configuration.unset(manifest, 'old');
    await configuration.unset(manifest, 'retries');
    expect(stored()).to.deep.equal({});
    expect(await rejection(configuration.unset(manifest, 'old'))).to.have.property(
      'code',
      'USER.VALIDATION.PLUGIN_CONFIG',
    );
  });

  it('explains each setting: what is written, by whom, and what is wrong', async () => {
    const { configuration, stateStore } = setUp();
    await stateStore.setConfig('echo', { retries: 'x' });
    const { settings } = await configuration.explain(manifest, { key: 'env:KEY' });
    expect(settings.map(({ name, written, problem }) => [name, written?.origin, problem])).to.deep.equal([
      ['url', 'project', undefined],
      ['retries', 'stored', 'must be an integer, is a string'],
      ['key', 'flag', 'is a secret in the environment variable KEY, which is not set'],
    ]);
  });
});
