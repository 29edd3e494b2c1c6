import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { parseReattachConfigs } from '../../../src/handshake/reattach-config.js';
import { serveTestIn } from '../../../src/server/serve-test.js';
import { FakePluginProcess } from '../../support/fake-plugin-process.js';

const handshake = { protocolVersion: 3, magicCookieKey: 'KEY', magicCookieValue: 'value' };

describe('serving a plugin inside a process', () => {
  it('uses neither stdout nor signals, and needs no cookie [P19]', async () => {
    const process = new FakePluginProcess({ PLUGIN_CLIENT_CERT: 'junk', PLUGIN_UNIX_SOCKET_DIR: '/nowhere' }, tmpdir());
    await using server = await serveTestIn(process, {
      handshake,
      plugins: { a: { registerServices: () => undefined } },
    });
    expect(server.reattachConfig.protocolVersion).to.equal(3);
    expect(process).to.include({ handshake: '', errors: '', notices: '' });
    expect(process.sinks.size + process.handlers.size).to.equal(0);
  });

  it('prints what a host needs to attach, if asked [P19]', async () => {
    const process = new FakePluginProcess({}, tmpdir());
    const announce = { variable: 'REATTACH', name: "it's" };
    await using server = await serveTestIn(process, {
      handshake,
      plugins: { a: { registerServices: () => undefined } },
      announce,
    });
    const value = /REATTACH='(.*)'$/m.exec(process.notices)?.[1]?.replaceAll(`'\\''`, "'") ?? '';
    expect(parseReattachConfigs(value).get("it's")).to.deep.equal(server.reattachConfig);
  });
});
