import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Metadata, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { expect } from 'chai';
import { GRPCControllerClient } from '../../../src/generated/go_plugin/controller_grpc_pb.cjs';
import { Empty } from '../../../src/generated/go_plugin/controller_pb.cjs';
import { socketDialer } from '../../../src/net/dial.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { Http2Channel } from '../../../src/channel/http2-channel.js';
import type { PluginClientOptions } from '../../../src/client/options.js';
import { PluginClient } from '../../../src/client/plugin-client.js';
import {
  formatReattachConfig,
  parseReattachConfig,
  type ReattachConfig,
} from '../../../src/handshake/reattach-config.js';
import type { ServiceRegistrar } from '../../../src/plugin-set.js';
import { serveTest } from '../../../src/server/serve-test.js';
import { pluginFixture } from '../../support/fixtures.js';
import {
  fixtureClient,
  fixtureHandshake,
  patientStopMs,
  rawPlugin,
  type FixtureClient,
} from '../../support/fixture-client.js';
import { failure } from '../../support/go-plugin-failure.js';
import { stops } from '../../support/processes.js';
import { rawService, unary } from '../../support/raw-service.js';

const attachTo = (reattach: ReattachConfig, options: Partial<PluginClientOptions> = {}): FixtureClient =>
  new PluginClient({
    handshake: fixtureHandshake,
    reattach,
    gracefulStopMs: patientStopMs,
    ...options,
    plugins: { raw: rawPlugin },
  });

async function call(client: FixtureClient, text: string): Promise<string> {
  const raw = await client.dispense('raw');
  return (await unary(raw, Buffer.from(text), new Metadata())).toString();
}

describe('attaching to a plugin', () => {
  it('passes the first host’s plugin to a second host, and both notice its end [H29] [H30]', async () => {
    const first = fixtureClient('well-behaved');
    expect(first.reattachConfig()).to.equal(undefined);
    await first.start();
    const config = parseReattachConfig(formatReattachConfig(first.reattachConfig()!));
    expect(config).to.deep.include({ protocol: 'grpc', protocolVersion: 1, pid: first.pid, test: false });

    const second = attachTo(config);
    expect(await call(second, 'hello')).to.equal('hello');
    expect(second).to.include({ pid: first.pid, negotiatedVersion: 1 });
    await second.ping();
    await second.kill();
    expect(await second.exited).to.include({ exitCode: null, exitSignal: null });
    expect(await first.exited).to.include({ exitCode: 0, exitSignal: null });
    await failure(second.ping(), 'CLIENT_CLOSED');
    await first.kill();
  });

  it('notices the death of a plugin that is not its child [H29]', async () => {
    await using first = fixtureClient('well-behaved');
    await first.start();
    const second = attachTo(first.reattachConfig()!);
    await second.connect();
    process.kill(first.pid!, 'SIGKILL');
    await second.exited;
    await failure(second.ping(), 'PLUGIN_EXITED');
    await second.kill();
  });

  it('kills a plugin that ignores Shutdown, because it has answered', async () => {
    await using first = fixtureClient('ignores-everything');
    await first.start();
    const second = attachTo(first.reattachConfig()!, { gracefulStopMs: 200 });
    await second.connect();
    await second.kill();
    expect((await first.exited).exitSignal).to.equal('SIGKILL');
  });

  it('kills no process that has not answered [H29]', async () => {
    await using first = fixtureClient('well-behaved');
    await first.start();
    expect(await stops(first.pid!)).to.equal(true);
    const second = attachTo(first.reattachConfig()!, { gracefulStopMs: 100 });
    await second.start();
    await second.kill();
    await second.kill({ gracefulStopMs: 0 });
    process.kill(first.pid!, 'SIGCONT');
    await first.ping();
  });

  describe('fails with PROCESS_NOT_FOUND', () => {
    it('when the process is gone [H29] [X03]', async () => {
      const first = fixtureClient('well-behaved');
      await first.start();
      const config = first.reattachConfig()!;
      await first.kill();
      const error = await failure(attachTo(config).start(), 'PROCESS_NOT_FOUND');
      expect(error.details).to.deep.equal({ pid: config.pid, address: config.address.address });
    });

    it('when nobody listens at the address, and leaves the process alone [H29]', async () => {
      const bystander = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
      await once(bystander, 'spawn');
      const address = { network: 'unix', address: '/nowhere/plugin1' };
      const client = attachTo({ protocol: 'grpc', address, pid: bystander.pid! });
      await failure(client.start(), 'PROCESS_NOT_FOUND');
      await client.kill({ gracefulStopMs: 0 });
      expect(bystander.exitCode ?? bystander.signalCode).to.equal(null);
      bystander.kill('SIGKILL');
      await once(bystander, 'exit');
    });
  });

  it('to a version that this host does not have is refused, and so is a missing pid', async () => {
    const address = { network: 'unix', address: '/nowhere' };
    const other = attachTo({ protocol: 'grpc', protocolVersion: 9, address, pid: process.pid });
    expect((await failure(other.start(), 'VERSION_MISMATCH')).details).to.include({ pluginVersion: 9 });
    await failure(attachTo({ protocol: 'grpc', address, pid: 0 }).start(), 'CONFIG_INVALID');
  });

  it('can use the caller’s own function', async () => {
    await using first = fixtureClient('well-behaved');
    await first.start();
    const { address, pid } = first.reattachConfig()!;
    const client = attachTo(
      { protocol: 'grpc', address: { network: 'unix', address: 'elsewhere' }, pid: 0 },
      {
        attach: (config) =>
          Promise.resolve({
            id: 'container 7',
            pid: undefined,
            exited: first.exited,
            terminate: () => undefined,
            kill: () => process.kill(pid, 'SIGKILL'),
            pluginToHost: (given) => (given === config.address ? address : given),
            hostToPlugin: (given) => given,
          }),
      },
    );
    expect(await call(client, 'hello')).to.equal('hello');
    await client.kill();
    expect(await client.exited).to.include({ exitCode: 0, exitSignal: null });
  });
});

describe('detaching from a plugin', () => {
  it('leaves it running for the next host, which ends it and removes its files [H29]', async () => {
    const first = fixtureClient('outlives-host');
    expect(await call(first, 'hello')).to.equal('hello');
    const config = (await first.detach())!;
    await failure(first.ping(), 'CLIENT_CLOSED');
    await failure(first.detach(), 'CLIENT_CLOSED');
    await first.kill();

    const second = attachTo(config);
    expect(await call(second, 'again')).to.equal('again');
    await second.kill();
    await first.exited;
    expect(existsSync(config.address.address)).to.equal(false);
  });

  it('lets its own process exit while the plugin continues [H29]', async () => {
    const host = `
      import { PluginClient, formatReattachConfig } from 'go-plugin-node';
      const client = new PluginClient({
        handshake: ${JSON.stringify(fixtureHandshake)}, plugins: { raw: {} }, autoMtls: false, stdin: 'ignore',
        command: process.execPath, args: [${JSON.stringify(pluginFixture('outlives-host'))}],
      });
      await client.connect();
      console.log(formatReattachConfig(await client.detach()));`;
    const program = spawn(process.execPath, ['--input-type=module', '-e', host], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    program.stdout.on('data', (data: Buffer) => (output += data.toString()));
    const [code] = (await once(program, 'close')) as [number | null];
    expect(code).to.equal(0);

    const client = attachTo(parseReattachConfig(output));
    expect(await call(client, 'still there')).to.equal('still there');
    await client.kill();
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('plugin-dir'))).to.deep.equal([]);
  });

  it('is refused with AutoMTLS, because nobody else has its key', async () => {
    await using client = fixtureClient('well-behaved', [], { autoMtls: true });
    // The fixture has no certificate: it never gets so far as to have a configuration.
    await failure(client.start(), 'CERTIFICATE_INVALID');
    expect(await client.detach()).to.equal(undefined);
  });
});

describe('a plugin served inside a process', () => {
  const plugins = {
    raw: {
      registerServices: (server: ServiceRegistrar) =>
        server.addService(rawService, {
          unary: ({ request }: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => done(null, request),
        }),
    },
  };
  const sockets = (): readonly string[] => readdirSync(tmpdir()).filter((name) => /^plugin\d/.test(name));

  it('can be attached to, survives the kill, and stops when asked [P19] [H29]', async () => {
    const server = await serveTest({ handshake: fixtureHandshake, plugins });
    expect(server.reattachConfig).to.deep.include({ protocolVersion: 1, pid: process.pid, test: true });
    for (const text of ['one', 'two']) {
      const client = attachTo(server.reattachConfig);
      expect(await call(client, text)).to.equal(text);
      await client.ping();
      await client.kill();
      await client.kill({ gracefulStopMs: 0 });
    }
    await server.close();
    await server.closed;
    expect(sockets()).to.deep.equal([]);
  });

  it('stops when its signal is aborted, before or after the start [P19]', async () => {
    const abort = new AbortController();
    const server = await serveTest({ handshake: fixtureHandshake, plugins, signal: abort.signal });
    abort.abort();
    await server.closed;
    const late = await serveTest({ handshake: fixtureHandshake, plugins, signal: abort.signal });
    await late.closed;
    expect(sockets()).to.deep.equal([]);
  });

  it('serves its lowest version by default, over tcp too [P19] [P20]', async () => {
    const versionedPlugins = { 1: plugins, 2: plugins };
    await using lowest = await serveTest({ handshake: fixtureHandshake, versionedPlugins });
    expect(lowest.reattachConfig.protocolVersion).to.equal(1);
    await using second = await serveTest({
      handshake: fixtureHandshake,
      versionedPlugins,
      protocolVersion: 2,
      network: 'tcp',
    });
    expect(second.reattachConfig).to.have.property('protocolVersion', 2);
    const hosts = [1, 2, 3].map(() => attachTo(second.reattachConfig, { versionedPlugins: { 2: { raw: rawPlugin } } }));
    expect(await Promise.all(hosts.map((host) => call(host, 'all')))).to.deep.equal(['all', 'all', 'all']);
    await Promise.all(hosts.map((host) => host.kill()));
  });

  it('stops at the Shutdown of a host without test mode [P19]', async () => {
    const server = await serveTest({ handshake: fixtureHandshake, plugins });
    const { address, network } = { ...server.reattachConfig.address };
    const connection = createGrpcConnection(new Http2Channel({ dial: socketDialer({ network, address }) }));
    connection.client(GRPCControllerClient).shutdown(new Empty(), () => undefined);
    await server.closed;
    await connection.close();
  });
});
