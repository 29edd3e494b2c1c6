import { expect } from 'chai';
import { misspeltSandboxOf } from '../../../../src/domain/project/misspelt-sandbox.js';
import { noSettings, type PluginSettings } from '../../../../src/domain/project/project-settings.js';

const limits: PluginSettings = { config: {}, sandbox: { network: false } };
const wrongName = (plugins: Readonly<Record<string, PluginSettings>>, names: readonly string[] = ['echo', 'notify']) =>
  misspeltSandboxOf('echo', { ...noSettings, plugins: new Map(Object.entries(plugins)) }, names);

describe('misspeltSandboxOf()', () => {
  it('finds limits under a name that nobody has, like that of the plugin', () => {
    for (const wrong of ['ehco', 'Echo', 'echoo', 'awf-plugin-echo', 'awf-plugin-ehco'])
      expect(wrongName({ [wrong]: limits }), wrong).to.equal(wrong);
  });

  it('finds none where a plugin has the name, the plugin has limits of its own, or nothing is limited', () => {
    expect(wrongName({ ehco: limits }, ['echo', 'ehco'])).to.equal(undefined);
    expect(wrongName({ ehco: limits, echo: limits })).to.equal(undefined);
    expect(wrongName({ ehco: { ...limits, sandbox: undefined } })).to.equal(undefined);
  });

  it('finds none where the name resembles another plugin more, or none at all', () => {
    expect(wrongName({ notfy: limits })).to.equal(undefined);
    expect(wrongName({ database: limits })).to.equal(undefined);
  });
});
