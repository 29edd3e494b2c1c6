import { expect } from 'chai';
import sinon from 'sinon';
import { PluginClient } from '../../../src/client/plugin-client.js';
import { FakeAttachedRunner } from '../../support/fake-attached-runner.js';
import { fixtureHandshake } from '../../support/fixture-client.js';
import { failure } from '../../support/go-plugin-failure.js';
import { startHttp2Server } from '../../support/hostile-server.js';

describe('a ping that breaks while the plugin lives', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    // Whoever waits for the time to pass waits for ever.
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => clock.restore());

  it('waits for the plugin’s end no longer than its caller does', async () => {
    let refuse = false;
    await using server = await startHttp2Server((stream, headers) => {
      if (headers[':path'] !== '/grpc.health.v1.Health/Check') return;
      if (refuse) stream.destroy();
      else
        stream.respond(
          { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '12' },
          { endStream: true },
        );
    });
    const client = new PluginClient({
      handshake: fixtureHandshake,
      plugins: { raw: {} },
      reattach: {
        protocol: 'grpc',
        protocolVersion: 1,
        address: { network: 'unix', address: server.path },
        pid: 1,
        test: false,
      },
      attach: () => Promise.resolve(new FakeAttachedRunner()),
    });
    await client.connect();
    refuse = true;
    const timers = clock.countTimers();
    const controller = new AbortController();
    const failed = failure(client.ping({ signal: controller.signal }), 'UNHEALTHY');
    // The limit of the wait.
    while (clock.countTimers() === timers) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect((await failed).details.reason).to.not.equal('');
    await client.detach();
  });
});

describe('a ping that is answered with a status alone', () => {
  it('names the status', async () => {
    await using server = await startHttp2Server((stream) => {
      const headers = { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '12' };
      stream.respond(headers, { endStream: true });
    });
    const address = { network: 'unix', address: server.path };
    const client = new PluginClient({
      handshake: fixtureHandshake,
      plugins: { raw: {} },
      reattach: { protocol: 'grpc', protocolVersion: 1, address, pid: 1, test: false },
      attach: () => Promise.resolve(new FakeAttachedRunner()),
    });
    const { details } = await failure(client.ping(), 'UNHEALTHY');
    expect(details.reason).to.equal('it answered with the status UNIMPLEMENTED');
    await client.detach();
  });
});
