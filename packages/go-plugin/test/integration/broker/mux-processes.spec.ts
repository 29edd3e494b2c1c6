import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { interopClient, interopPluginProgram, pingOver } from '../../support/interop-host.js';
import { newSockets, openSockets } from '../../support/open-files.js';
import { rejection } from '../../support/rejection.js';

const command = process.execPath;
const args = [interopPluginProgram];

describe('Multiplexing between processes of ours', () => {
  for (const autoMtls of [false, true]) {
    const how = autoMtls ? 'with AutoMTLS' : 'without TLS';

    it(`brokers in both directions over one file descriptor, ${how}`, async () => {
      await using client = interopClient(command, { args, autoMtls, brokerMultiplex: true });
      const host = await client.dispense('interop');
      expect(await host.letPluginDial('there')).to.equal('pong: there from host');
      const before = await openSockets();
      const connection = await host.dialPlugin();
      expect(await pingOver(connection, 'back')).to.equal('pong: back from plugin');
      expect(await newSockets(before)).to.equal(0);
      await connection.close();
    });
  }

  it('dials several ids at once [M08]', async () => {
    await using client = interopClient(command, { args, brokerMultiplex: true });
    const host = await client.dispense('interop');
    const answers = await Promise.all(
      [1, 2, 3, 4].flatMap((n) => [host.dialAndPing(`${n}`), host.letPluginDial(`${n}`)]),
    );
    expect(answers).to.deep.equal([1, 2, 3, 4].flatMap((n) => [`pong: ${n} from plugin`, `pong: ${n} from host`]));
  });

  it('connects by itself after start(), because a plugin does not wait longer than 5 s', async () => {
    await using client = interopClient(command, { args, brokerMultiplex: true });
    await client.start();
    await client.ping();
    expect(client.signal.aborted).to.equal(false);
  });

  it('ends by itself, with exit code 0', async () => {
    const client = interopClient(command, { args, brokerMultiplex: true });
    await client.dispense('interop');
    await client.kill();
    expect(await client.exited).to.include({ exitCode: 0, exitSignal: null });
  });

  for (const [field, problem] of [
    ['', 'no field'],
    ['|false', 'false'],
    ['|perhaps', 'junk'],
  ] as const) {
    it(`refuses a plugin that cannot, and leaves nothing of it: ${problem} in field 7 [M05]`, async () => {
      const line = `1|1|unix|/tmp/none|grpc|${field}`;
      const program = `console.log(${JSON.stringify(line)}); setInterval(() => {}, 1000)`;
      await using client = interopClient(command, { args: ['-e', program], autoMtls: false, brokerMultiplex: true });
      expect(await rejection(client.dispense('interop'))).to.have.property('code', 'MUX_NOT_SUPPORTED');
    });
  }

  describe('a plugin', () => {
    const env = {
      PATH: process.env['PATH'],
      TMPDIR: process.env['TMPDIR'],
      INTEROP_PLUGIN: 'interop-test',
      PLUGIN_PROTOCOL_VERSIONS: '1',
      PLUGIN_MULTIPLEX_GRPC: 'true',
    };

    it('announces that it can, and exits with 0 when the raw connection is closed [M06]', async () => {
      const plugin = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
      const exited = once(plugin, 'exit');
      const [line] = (await once(plugin.stdout, 'data')) as [Buffer];
      const fields = String(line).trim().split('|');
      expect(fields[6]).to.equal('true');
      const raw = connect(fields[3]!);
      await once(raw, 'connect');
      raw.destroy();
      expect((await exited)[0]).to.equal(0);
    });

    it('exits when no host connects within 5 s [M06]', async () => {
      const plugin = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
      const [code] = (await once(plugin, 'exit')) as [number];
      expect(code).to.equal(1);
    });
  });
});
