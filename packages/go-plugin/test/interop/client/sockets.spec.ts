import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ContainerRunner } from '../../support/container-runner.js';
import { useGoPeer } from '../../support/go-peer-suite.js';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { interopClient } from '../../support/interop-host.js';
import { RecordingLogger } from '../../support/recording-logger.js';

function describePath(path: string): readonly [mode: string, group: number] {
  const { mode, gid } = statSync(path);
  return [(mode & 0o777).toString(8), gid];
}

describe('The sockets of a Go plugin under this host', () => {
  const peer = useGoPeer('testplugin');

  for (const autoMtls of [false, true]) {
    const how = autoMtls ? 'over AutoMTLS' : 'without TLS';
    it(`are in the configured place and for the configured group, brokered ones of both sides too, ${how} [H32]`, async () => {
      const gid = process.getgroups?.().at(-1) ?? 0;
      const unixSocketConfig = { group: String(gid), tempDir: peer.directory };
      await using client = interopClient(peer.program, { unixSocketConfig, autoMtls });
      const interop = await client.dispense('interop');
      const [name = ''] = readdirSync(peer.directory);
      const own = join(peer.directory, name);
      expect(describePath(own)).to.deep.equal(['770', gid]);

      const connection = await interop.dialPlugin();
      const server = await interop.broker.acceptAndServe(interop.broker.nextId(), () => undefined);
      const sockets = readdirSync(own)
        .map((file) => join(own, file))
        .filter((file) => lstatSync(file).isSocket());
      expect(sockets).to.have.length(3);
      for (const socket of sockets) expect(describePath(socket)).to.deep.equal(['660', gid]);
      await connection.close();
      await server.close();

      await client.kill();
      expect(existsSync(own)).to.equal(false);
    });
  }

  it('are reached through the addresses of a runner, brokered ones in both directions, too [H31]', async () => {
    const container = new ContainerRunner(peer.directory);
    const client = interopClient(peer.program, { runner: container.run });
    const interop = await client.dispense('interop');
    const socketDir = container.command?.socketDir ?? '';
    expect(container.translations.at(0)).to.match(/^sockets\/plugin\d+ -> \/.*\/plugin\d+$/);
    expect(await interop.letPluginDial('in')).to.equal('pong: in from host');
    expect(container.translations.at(-1)).to.match(/^\/.*\/plugin\d+ -> sockets\/plugin\d+$/);
    expect(await interop.dialAndPing('out')).to.equal('pong: out from plugin');
    expect(container.translations.at(-1)).to.include(`-> ${socketDir}/plugin`);
    await client.kill();
    expect((await client.exited).exitCode).to.equal(0);
    expect(existsSync(socketDir)).to.equal(false);
  });
});

describe('A go-plugin server on tcp under this host', () => {
  let program: string;

  before(async function () {
    requireGo(this);
    program = await buildPeer('oddplugin');
  });

  for (const autoMtls of [false, true]) {
    it(`is called and ended there, ${autoMtls ? 'over AutoMTLS' : 'without TLS'} [H02]`, async () => {
      const logger = new RecordingLogger();
      const client = interopClient(program, { args: ['-network', 'tcp'], autoMtls, logger });
      await client.ping();
      await client.kill();
      expect(await client.exited).to.include({ exitCode: 0, exitSignal: null });
      expect(logger.messages).to.include('served /grpc.health.v1.Health/Check');
    });
  }
});
