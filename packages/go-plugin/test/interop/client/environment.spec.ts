import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { projectRoot } from '../../support/fixtures.js';
import { GetEnvRequest, type GetEnvResponse } from '../../support/generated/interop_test_pb.cjs';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { call, interopClient } from '../../support/interop-host.js';

describe('What a Go plugin gets of this host', () => {
  let program: string;

  before(async function () {
    requireGo(this);
    program = await buildPeer('testplugin');
  });

  it('is only the protocol’s and the user’s environment, if configured [H14]', async () => {
    await using client = interopClient(program, { skipHostEnv: true, env: { MINE: 'user' } });
    const interop = await client.dispense('interop');
    const facts = await call<GetEnvRequest, GetEnvResponse>(
      interop.client.getEnv.bind(interop.client),
      new GetEnvRequest(),
    );
    // While coverage is measured, Node itself adds a variable to the environment of every child.
    const names = [...facts.getValuesMap().keys()].filter((name) => name !== 'NODE_V8_COVERAGE');
    expect(names.sort()).to.deep.equal([
      'INTEROP_PLUGIN',
      'MINE',
      'PLUGIN_CLIENT_CERT',
      'PLUGIN_MAX_PORT',
      'PLUGIN_MIN_PORT',
      'PLUGIN_PROTOCOL_VERSIONS',
      'PLUGIN_UNIX_SOCKET_DIR',
    ]);
  });

  it('is its stdin, to the end [H16]', async () => {
    const script = `
      import { PluginClient } from ${JSON.stringify(`${projectRoot}build/packages/go-plugin/src/index.js`)};
      const client = new PluginClient({
        handshake: { protocolVersion: 1, magicCookieKey: 'INTEROP_PLUGIN', magicCookieValue: 'interop-test' },
        plugins: { interop: {} },
        command: ${JSON.stringify(program)},
        args: ['-read-stdin'],
        stderr: process.stdout,
      });
      await client.ping();
      await client.kill();`;
    const host = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    host.stdin.end('hello\nto the plugin');
    const line = (await text(host.stdout)).split('\n').find((one) => one.includes('"stdin"')) ?? '{}';
    expect(JSON.parse(line)).to.include({ text: 'hello\nto the plugin' });
  });
});
