import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import sinon from 'sinon';
import { GRPCControllerClient } from '../../../src/generated/go_plugin/controller_grpc_pb.cjs';
import { Empty } from '../../../src/generated/go_plugin/controller_pb.cjs';
import { Http2Channel } from '../../../src/channel/http2-channel.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { socketDialer } from '../../../src/net/dial.js';
import type { ServeOptions } from '../../../src/server/serve-options.js';
import { serveIn } from '../../../src/server/serve.js';
import { FakePluginProcess } from '../../support/fake-plugin-process.js';
import { pluginServer } from '../../support/fixtures.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { runProgram } from '../../support/run-program.js';

const handshake = { protocolVersion: 1, magicCookieKey: 'TEST_PLUGIN', magicCookieValue: 'test' };

describe('serve in a given process', () => {
  let directory: string;
  let fake: FakePluginProcess;
  let logger: RecordingLogger;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'serve-'));
    fake = new FakePluginProcess({ TEST_PLUGIN: 'test' }, directory);
    logger = new RecordingLogger();
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const serve = (options: Partial<ServeOptions> = {}): Promise<void> =>
    serveIn(fake, { handshake, plugins: {}, logger, ...options });

  it('stops when the caller aborts, leaves the process running and everything as it was', async () => {
    const controller = new AbortController();
    const reasons: string[] = [];
    const over = serve({ signal: controller.signal, onShutdown: (reason) => void reasons.push(reason) });
    const address = (await fake.announced).split('|')[3] ?? '';
    expect(existsSync(address)).to.equal(true);
    expect([...fake.removals]).to.deep.equal([address]);
    controller.abort();
    await over;
    expect(reasons).to.deep.equal(['aborted']);
    expect(readdirSync(directory)).to.deep.equal([]);
    expect([fake.removals.size, fake.sinks.size, fake.handlers.size]).to.deep.equal([0, 0, 0]);
  });

  it('captures stdout before the handshake and stderr after it', async () => {
    const controller = new AbortController();
    const captured: string[][] = [];
    const registerServices = (): void => void captured.push([...fake.sinks.keys()]);
    const over = serve({ signal: controller.signal, plugins: { test: { registerServices } } });
    await fake.announced;
    await Promise.resolve();
    captured.push([...fake.sinks.keys()]);
    controller.abort();
    await over;
    expect(captured).to.deep.equal([['stdout'], ['stdout', 'stderr']]);
  });

  it('is stopped by SIGTERM even if a plugin never finishes to register', async () => {
    let register = (): void => undefined;
    const registered = new Promise<void>((resolve) => (register = resolve));
    const over = serve({ plugins: { slow: { registerServices: () => registered } } });
    fake.handlers.get('SIGTERM')?.();
    expect(await fake.exited).to.equal(143);
    await over;
    register();
    await fake.announced;
    while (readdirSync(directory).length > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('stops even if its hook fails, and reports that', async () => {
    const over = serve({ onShutdown: () => Promise.reject(new Error('hook')) });
    await fake.announced;
    fake.handlers.get('SIGTERM')?.();
    await over;
    expect(await fake.exited).to.equal(143);
    expect(logger.messages).to.include('onShutdown failed');
  });

  describe('with a hook that hangs', () => {
    let clock: sinon.SinonFakeTimers;
    beforeEach(() => {
      clock = sinon.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    });
    afterEach(() => clock.restore());

    it('ends the process after 1.5 s and the least for running calls: go-plugin’s host waits for 2 s', async () => {
      const hanging = new Promise<void>(() => undefined);
      let hooked = (): void => undefined;
      const begun = new Promise<void>((resolve) => (hooked = resolve));
      const over = serve({
        onShutdown: () => {
          hooked();
          return hanging;
        },
      });
      const address = (await fake.announced).split('|')[3] ?? '';
      const connection = createGrpcConnection(new Http2Channel({ dial: socketDialer({ network: 'unix', address }) }));
      connection.client(GRPCControllerClient).shutdown(new Empty(), () => undefined);
      await begun;
      let exited = false;
      void fake.exited.then(() => (exited = true));
      await clock.tickAsync(1_499);
      expect(exited).to.equal(false);
      await clock.tickAsync(101);
      // Without the 250 ms that a program otherwise has for what it does last: those end with the status undefined.
      expect(await fake.exited).to.equal(0);
      expect(logger.messages).to.include('onShutdown did not end in time');
      await over;
      await connection.close();
    });
  });

  it('writes the error and exits with 1 after an uncaught error [P18]', async () => {
    const controller = new AbortController();
    const over = serve({ signal: controller.signal });
    await fake.announced;
    fake.handlers.get('uncaught')?.('only a text');
    expect(await fake.exited).to.equal(1);
    expect(fake.errors).to.equal('panic: only a text\n');
    controller.abort();
    await over;
  });

  it('names a plugin that has no plugin side', async () => {
    await serve({ plugins: { kv: {} } });
    expect(await fake.exited).to.equal(1);
    const { fields } = logger.records.find(({ message }) => message === 'plugin init error') ?? {};
    expect((fields?.['error'] as Error).message).to.include('"kv"');
    expect(readdirSync(directory)).to.deep.equal([]);
  });

  it('warns about tcp without TLS, and accepts TLS from a provider [T07]', async () => {
    const controller = new AbortController();
    const plain = serve({ signal: controller.signal, network: 'tcp' });
    await fake.announced;
    expect(logger.messages.join()).to.match(/tcp without TLS/);
    controller.abort();
    await plain;

    const second = new AbortController();
    fake = new FakePluginProcess({ TEST_PLUGIN: 'test', PLUGIN_CLIENT_CERT: 'ignored' }, directory);
    const secured = serveIn(fake, { handshake, plugins: {}, logger, signal: second.signal, tls: () => ({}) });
    expect((await fake.announced).trimEnd().endsWith('|grpc|')).to.equal(true);
    second.abort();
    await secured;
  });
});

describe('a program that serves its plugin for a test', () => {
  it('has its own stdout and stderr again, even after the library’s logger has written', async () => {
    const { stdout } = await runProgram(process.execPath, [pluginServer('tested')]);
    const [before, after] = JSON.parse(stdout) as [unknown, unknown];
    expect(after).to.deep.equal(before);
  });
});
