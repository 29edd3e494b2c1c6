import { expect } from 'chai';
import { PluginClient } from '../../../src/client/plugin-client.js';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { failure } from '../../support/go-plugin-failure.js';
import { inProcessRunner } from '../../support/in-process-plugin.js';
import { ping, servePing } from '../../support/ping-service.js';

const handshake = {
  protocolVersion: 1,
  magicCookieKey: 'TEST_PLUGIN',
  magicCookieValue: 'test',
};

describe('A client of a plugin that serves version 1', () => {
  const certificate = createCertificate();
  const runner = inProcessRunner({
    announced: certificate,
    shown: certificate,
    register: servePing,
  });
  const versionedPlugins = {
    1: { ping: { createClient: ping }, silent: {} },
    2: { ping: { createClient: ping }, later: { createClient: ping } },
  };
  const start = (): PluginClient =>
    new PluginClient({
      handshake,
      versionedPlugins,
      runner,
      gracefulStopMs: 0,
    });

  it('dispenses only what that version has and this side can make', async () => {
    await using client = start();
    expect(client.reattachConfig()).to.equal(undefined);
    expect(await client.dispense('ping')).to.equal('pong');
    expect((await failure(client.dispense('later'), 'UNKNOWN_PLUGIN')).details).to.deep.equal({
      name: 'later',
      known: ['ping', 'silent'],
    });
    expect((await failure(client.dispense('none'), 'UNKNOWN_PLUGIN')).details).to.deep.include({ name: 'none' });
    expect((await failure(client.dispense('silent'), 'CONFIG_INVALID')).message).to.contain('no createClient');
  });

  it('cannot be attached to by another host, because nobody else has its key', async () => {
    await using client = start();
    await client.start();
    expect(() => client.reattachConfig()).to.throw('AutoMTLS');
    expect((await failure(client.detach(), 'CONFIG_INVALID')).message).to.contain('AutoMTLS');
  });
});
