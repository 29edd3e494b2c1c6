import sinon from 'sinon';
import { openMainConnection } from '../../../src/client/connect.js';
import { resolveClientOptions } from '../../../src/client/options.js';
import { RunnerOutput } from '../../../src/client/runner-output.js';
import type { StartedPlugin } from '../../../src/client/start.js';
import { WatchedPlugin } from '../../../src/client/watched-plugin.js';
import { FakeRunner } from '../../support/fake-runner.js';
import { failure } from '../../support/go-plugin-failure.js';
import { passTimeUntil } from '../../support/passing-time.js';

const settings = resolveClientOptions({
  handshake: { protocolVersion: 1, magicCookieKey: 'KEY', magicCookieValue: 'value' },
  plugins: { a: {} },
  command: 'plugin',
  autoMtls: false,
});

describe('a connection that fails', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => clock.restore());

  function start(runner: FakeRunner): StartedPlugin {
    const output = new RunnerOutput(runner, settings);
    const plugin = new WatchedPlugin(runner, 'plugin', () => output.finish());
    return {
      plugin,
      // Nobody listens there.
      handshake: {
        version: 1,
        address: { network: 'tcp', address: '127.0.0.1:0' },
        protocol: 'grpc',
        certificateDer: undefined,
      },
      plugins: {},
      tls: undefined,
      socketDir: undefined,
      released: plugin.ended.then(() => undefined),
      greet: () => Promise.resolve(),
      letGo: () => undefined,
    };
  }

  it('because the plugin exits reports the exit, even if that is noticed later and a grandchild holds the pipes', async () => {
    const runner = new FakeRunner();
    const started = start(runner);
    const failed = failure(openMainConnection(started, settings, new AbortController().signal), 'PLUGIN_EXITED');
    await clock.tickAsync(900);
    runner.exit(3);
    await passTimeUntil(clock, failed);
    await failed;
  });

  it('does not wait for the exit of a running plugin after the caller has canceled', async () => {
    const runner = new FakeRunner();
    const started = start(runner);
    const controller = new AbortController();
    const failed = failure(openMainConnection(started, settings, controller.signal), 'CONNECT_FAILED');
    // Armed when the connection has been refused; from here on the clock stands still.
    while (clock.countTimers() === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await failed;
    runner.exit();
    await passTimeUntil(clock, started.plugin.ended);
  });
});
