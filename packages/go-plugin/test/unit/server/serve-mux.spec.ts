import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { serveMuxIn } from '../../../src/server/serve-mux.js';
import { FakePluginProcess } from '../../support/fake-plugin-process.js';

const optionsOf = (protocolVersion: number) => ({
  handshake: { protocolVersion, magicCookieKey: 'KEY', magicCookieValue: 'value' },
  plugins: { a: { registerServices: () => undefined } },
});
const plugins = { one: optionsOf(1), two: optionsOf(2) };

describe('serveMux', () => {
  it('serves the plugin that the only argument names [P21]', async () => {
    const process = new FakePluginProcess({ KEY: 'value' }, tmpdir());
    const abort = new AbortController();
    const serving = serveMuxIn(process, { ...plugins, two: { ...plugins.two, signal: abort.signal } }, ['two']);
    expect(await process.announced).to.match(/^1\|2\|/);
    abort.abort();
    await serving;
  });

  for (const args of [[], ['one', 'two'], ['three'], ['toString']]) {
    it(`explains itself and exits with 1 on the arguments ${JSON.stringify(args)} [P21]`, async () => {
      const process = new FakePluginProcess({ KEY: 'value' }, tmpdir());
      await serveMuxIn(process, plugins, args);
      expect(await process.exited).to.equal(1);
      expect(process.errors).to.match(/one of: one, two/);
      expect(process.handshake).to.equal('');
    });
  }
});
