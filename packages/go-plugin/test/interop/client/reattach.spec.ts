import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  formatReattachConfigs,
  parseReattachConfigs,
  type ReattachConfig,
} from '../../../src/handshake/reattach-config.js';
import { DoubleRequest, type DoubleResponse } from '../../support/generated/interop_test_pb.cjs';
import { failure } from '../../support/go-plugin-failure.js';
import { buildGoProgram, requireGo } from '../../support/go.js';
import { call, interopClient } from '../../support/interop-host.js';
import { PluginProgram } from '../../support/plugin-program.js';

type Client = ReturnType<typeof interopClient>;

describe('A Go plugin in go-plugin’s test mode', () => {
  let program: string;
  let directory: string;
  let plugin: PluginProgram;
  let announced: string;
  let config: ReattachConfig;

  before(async function () {
    requireGo(this);
    program = await buildGoProgram('packages/go-plugin/test/interop/go', './cmd/testplugin');
  });
  beforeEach(async () => {
    // A Go plugin that ends at once may leave the socket of a brokered connection.
    directory = await mkdtemp(join(tmpdir(), 'test-mode-'));
    plugin = new PluginProgram([program, '-test'], { TMPDIR: directory });
    announced = await plugin.line();
    config = parseReattachConfigs(announced).get('interop') as ReattachConfig;
  });
  afterEach(async () => {
    plugin.child.kill('SIGTERM');
    expect(await plugin.ended).to.equal(0);
    await rm(directory, { recursive: true });
  });

  const attach = (): Client => interopClient(undefined, { reattach: config });

  async function double(client: Client): Promise<number> {
    const { client: service } = await client.dispense('interop');
    const request = new DoubleRequest().setNumber(21);
    return (await call<DoubleRequest, DoubleResponse>(service.double.bind(service), request)).getNumber();
  }

  it('prints how to attach in a form that both sides read and write in the same way [H30]', async () => {
    expect(JSON.parse(formatReattachConfigs({ interop: config }))).to.deep.equal(JSON.parse(announced));
    const client = attach();
    await client.start();
    expect(config).to.deep.include({ protocol: 'grpc', protocolVersion: 1, pid: plugin.child.pid, test: true });
    expect(client.reattachConfig()).to.deep.equal(config);
    await client.kill();
  });

  it('is attached to and called, also over the broker, and outlives the kill of every host [H29]', async () => {
    const first = attach();
    const host = await first.dispense('interop');
    expect(await host.letPluginDial('there')).to.equal('pong: there from host');
    expect(await host.dialAndPing('back')).to.equal('pong: back from plugin');
    for (const client of [first, attach(), attach()]) {
      expect(await double(client)).to.equal(42);
      await client.ping();
      await client.kill();
      await failure(client.ping(), 'CLIENT_CLOSED');
    }
  });

  it('keeps running after a detach, and can be attached to with the configuration of the detached host [H29] [H30]', async () => {
    const first = attach();
    expect(await double(first)).to.equal(42);
    expect(await first.detach()).to.deep.equal(config);
    await failure(first.ping(), 'CLIENT_CLOSED');
    const second = attach();
    expect(await double(second)).to.equal(42);
    await second.detach();
  });

  it('reports its end to the host', async () => {
    await using client = attach();
    await client.connect();
    plugin.child.kill('SIGTERM');
    await client.exited;
    // That the process is gone may be seen before its last words have been read.
    await plugin.ended;
    expect(plugin.stdout).to.match(/\nclosed\n$/);
    await failure(client.ping(), 'PLUGIN_EXITED');
    await failure(attach().start(), 'PROCESS_NOT_FOUND');
  });
});
