import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { useGoPeer } from '../../support/go-peer-suite.js';
import { expectAllPassed, expectGoodEnd, runGoTestHost, type GoHostReport } from '../../support/go-test-host.js';
import { interopPluginProgram } from '../../support/interop-host.js';

interface Described {
  readonly path: string;
  readonly mode: string;
  readonly group: number;
}

const brokering = ['broker-host-serves', 'broker-plugin-serves'];

describe('The listener of a TypeScript plugin under a Go host', () => {
  const peer = useGoPeer('testhost');

  const host = (flags: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<GoHostReport> =>
    runGoTestHost(peer.program, flags, [process.execPath, interopPluginProgram], { env });

  it('is in TMPDIR and writable only by the owner, like a Go plugin’s [P05]', async () => {
    const report = await host(['-check', 'socket'], { TMPDIR: peer.directory });
    expectGoodEnd(report);
    const { file } = report.checks[0]?.detail as { readonly file: Described };
    expect(dirname(dirname(file.path))).to.equal(peer.directory);
    expect(file.path).to.match(/\/plugin-dir\w+\/plugin\d+$/);
    expect(Number.parseInt(file.mode, 8) & 0o077).to.equal(0);
  });

  it('is in /tmp when the host passes no environment on [P05]', async () => {
    const report = await host(['-skip-host-env', '-check', 'double'], { TMPDIR: peer.directory });
    expectGoodEnd(report);
    expect(dirname(dirname(report.handshake?.address ?? ''))).to.equal('/tmp');
  });

  for (const mtls of [false, true]) {
    it(`is in the directory of its host and for the group of its choice, ${mtls ? 'over AutoMTLS' : 'without TLS'} [P05]`, async () => {
      const gid = process.getgroups?.().at(-1) ?? 0;
      const where = [`-socket-temp-dir=${peer.directory}`, `-socket-group=${gid}`, `-automtls=${mtls}`];
      const report = await host([...where, '-check', ['socket', ...brokering].join(',')]);
      expectAllPassed(report, ['socket', ...brokering]);
      expectGoodEnd(report);
      const socket = report.checks[0]?.detail as { readonly file: Described; readonly directory: Described };
      expect(dirname(socket.directory.path)).to.equal(peer.directory);
      expect([socket.directory.mode, socket.directory.group]).to.deep.equal(['770', gid]);
      expect([socket.file.mode, socket.file.group]).to.deep.equal(['660', gid]);
      expect(existsSync(socket.directory.path)).to.equal(false);
    });
  }

  it('is reached through the addresses of a Go runner, brokered ones in both directions, too [P05]', async () => {
    const report = await host(['-container', peer.directory, '-check', brokering.join(',')]);
    expectAllPassed(report, brokering);
    expectGoodEnd(report);
  });

  for (const mtls of [false, true]) {
    it(`is on a port of the host’s range over tcp, ${mtls ? 'over AutoMTLS' : 'without TLS'} [P06]`, async () => {
      const range = ['-min-port=23100', '-max-port=23199', `-automtls=${mtls}`];
      const report = await host([...range, '-check', ['double', ...brokering].join(',')], { INTEROP_NETWORK: 'tcp' });
      expectAllPassed(report, ['double', ...brokering]);
      expectGoodEnd(report);
      expect(report.handshake?.network).to.equal('tcp');
      const port = Number(/^127\.0\.0\.1:(\d+)$/.exec(report.handshake?.address ?? '')?.[1]);
      expect(port).to.be.within(23_100, 23_199);
    });
  }

  it('that cannot be used is reported to the host at level error, with status 1 [P22] [P07]', async () => {
    const long = join(peer.directory, 'd'.repeat(100));
    await mkdir(long);
    for (const [where, why] of [
      [join(peer.directory, 'missing'), /directory does not exist/],
      [long, /at most 10[37]/],
    ] as const) {
      const report = await host(['-check', 'none'], { PLUGIN_UNIX_SOCKET_DIR: where });
      expect(report.error).to.match(/Failed to read any lines from plugin's stdout/);
      expect(report.exitCode).to.equal(1);
      const told = report.logs.find(({ message }) => message === 'plugin init error');
      expect(told?.level).to.equal('error');
      expect(told?.fields['error']).to.match(why);
    }
  });
});
