import { status } from '@grpc/grpc-js';
import { expect } from 'chai';
import sinon from 'sinon';
import { classifyPluginCallFailure } from '../../../../packages/go-plugin/src/client/plugin-call-failure.js';
import { WatchedPlugin } from '../../../../packages/go-plugin/src/client/watched-plugin.js';
import { limitOperation } from '../../../../packages/go-plugin/src/errors/operation-limit.js';
import { FakeAttachedRunner } from '../../../../packages/go-plugin/test/support/fake-attached-runner.js';
import {
  GrpcPluginConnection,
  type ProcessHandle,
} from '../../../../src/infrastructure/grpc_host/grpc-plugin-connection.js';
import { pluginService } from '../../../../src/wire/plugin-services.js';
import { serveInMemory, type Served } from '../../../../packages/go-plugin/test/support/in-memory-link.js';
import { passTimeUntil } from '../../../../packages/go-plugin/test/support/passing-time.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

const neverEnds = new WatchedPlugin(new FakeAttachedRunner(), 'plugin');

const living: ProcessHandle = {
  exited: neverEnds.ended,
  kill: () => Promise.resolve(),
  classifyCallFailure: async (error, options) => {
    using limits = limitOperation('classify', options ?? {});
    return await classifyPluginCallFailure(error, neverEnds, limits.signal);
  },
};

describe('a call to a plugin', () => {
  let served: Served;
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    // Whoever waits for the time to pass waits for ever.
    clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
  });
  afterEach(async () => {
    clock.restore();
    await served.close();
  });

  for (const code of [status.INTERNAL, status.UNAVAILABLE, status.CANCELLED])
    it(`fails at once when the plugin itself answers ${status[code]}: it lives`, async () => {
      const getInfo = pluginService.getInfo;
      served = serveInMemory((server) =>
        server.addService(
          { getInfo },
          {
            getInfo: (_: unknown, done: (error: object) => void) => done({ code, details: 'not today' }),
          },
        ),
      );
      const connection = new GrpcPluginConnection('echo', living, served.connection);
      const error = await rejection(connection.info());
      expect(error).to.deep.include({ code: 'EXECUTION.PLUGIN.CALL_FAILED' });
      expect(error).to.have.deep.property('details', {
        plugin: 'echo',
        call: 'GetInfo',
        status: status[code],
        message: 'not today',
      });
    });

  it('that breaks waits for the plugin’s end, and not for ever', async () => {
    served = serveInMemory(() => undefined);
    await served.server.stop(0);
    const connection = new GrpcPluginConnection('echo', living, served.connection);
    const failed = rejection(connection.info());
    let over = false;
    void failed.then(() => (over = true));
    await clock.tickAsync(1_999);
    expect(over).to.equal(false);
    await clock.tickAsync(1);
    expect(await failed).to.have.property('code', 'EXECUTION.PLUGIN.CALL_FAILED');
  });

  it('that breaks waits for the plugin’s end no longer than its caller does', async () => {
    served = serveInMemory(() => undefined);
    await served.server.stop(0);
    const connection = new GrpcPluginConnection('echo', living, served.connection);
    const controller = new AbortController();
    const canceled = rejection(connection.info({ signal: controller.signal }));
    for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    // The clock stands still meanwhile.
    expect(await canceled).to.have.property('code', 'EXECUTION.PLUGIN.CANCELED');
    const late = rejection(connection.info({ timeoutMs: 500 }));
    const begin = clock.now;
    await passTimeUntil(clock, late);
    expect(clock.now - begin).to.be.lessThan(1_900);
    expect(await late).to.have.property('code', 'EXECUTION.PLUGIN.CALL_FAILED');
  });
});
