import sinon from 'sinon';
import { connectPlugin } from '../../../src/go_plugin/client/connect.js';
import { resolveClientOptions } from '../../../src/go_plugin/client/options.js';
import { WatchedPlugin } from '../../../src/go_plugin/client/watched-plugin.js';
import { FakeRunningPlugin } from '../../support/fake-running-plugin.js';
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

  it('because the plugin exits tells of the exit, also when that is noticed later and a grandchild holds the pipes', async () => {
    const runner = new FakeRunningPlugin();
    const plugin = new WatchedPlugin(runner, 'plugin', settings);
    const started = {
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
    const failed = failure(connectPlugin(started, settings, new AbortController().signal), 'PLUGIN_EXITED');
    await clock.tickAsync(900);
    runner.exit(3);
    await passTimeUntil(clock, failed);
    await failed;
  });
});
