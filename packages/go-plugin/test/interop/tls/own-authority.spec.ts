import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { expect } from 'chai';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { expectAllPassed, expectGoodEnd, runGoTestHost } from '../../support/go-test-host.js';
import { requireGo } from '../../support/go.js';
import { failure } from '../../support/go-plugin-failure.js';
import { interopClient, interopPluginProgram } from '../../support/interop-host.js';
import { runProgram } from '../../support/run-program.js';

describe('TLS of one’s own, with a real go-plugin peer', () => {
  let certificates: string;
  let others: string;
  let goPlugin: string;
  let goHost: string;

  before(async function () {
    certificates = await mkdtemp(join(tmpdir(), 'authority-'));
    others = await mkdtemp(join(tmpdir(), 'other-authority-'));
    requireGo(this);
    const issuer = await buildPeer('certificates');
    for (const directory of [certificates, others]) await runProgram(issuer, [directory]);
    goPlugin = await buildPeer('testplugin');
    goHost = await buildPeer('testhost');
  });
  after(async () => {
    for (const directory of [certificates, others]) await rm(directory, { recursive: true });
  });

  async function hostTls(directory: string): Promise<ConnectionOptions> {
    const [cert, key, ca] = await Promise.all(
      ['host', 'host-key', 'ca'].map((name) => readFile(join(directory, `${name}.pem`))),
    );
    return { cert, key, ca, servername: 'localhost' };
  }

  for (const brokerMultiplex of [false, true]) {
    const how = brokerMultiplex ? ', multiplexed' : '';

    it(`serves a Go plugin with a TLSProvider, brokered connections in both directions, too${how} [T07]`, async () => {
      const args = ['-tls', certificates];
      await using client = interopClient(goPlugin, { args, tls: await hostTls(certificates), brokerMultiplex });
      const interop = await client.dispense('interop');
      expect(await interop.letPluginDial('in')).to.equal('pong: in from host');
      expect(await interop.dialAndPing('out')).to.equal('pong: out from plugin');
    });

    it(`serves a Go host with a TLSConfig, brokered connections in both directions, too${how} [T07]`, async () => {
      const checks = ['double', 'broker-host-serves', 'broker-plugin-serves'];
      const flags = ['-tls', certificates, `-mux=${brokerMultiplex}`, '-check', checks.join(',')];
      const env = { INTEROP_TLS: certificates };
      const report = await runGoTestHost(goHost, flags, [process.execPath, interopPluginProgram], { env });
      expectAllPassed(report, checks);
      expectGoodEnd(report);
    });
  }

  it('rejects a Go plugin of another authority [T07]', async () => {
    await using client = interopClient(goPlugin, { args: ['-tls', others], tls: await hostTls(certificates) });
    const error = await failure(client.connect(), 'CONNECT_FAILED');
    expect(error.message).to.match(/certificate/);
  });

  it('rejects a Go host of another authority [T07]', async () => {
    const env = { INTEROP_TLS: certificates, TMPDIR: others };
    const flags = ['-tls', others, '-check', 'double'];
    const report = await runGoTestHost(goHost, flags, [process.execPath, interopPluginProgram], { env });
    const failed = report.error ?? report.checks[0]?.error ?? '';
    expect(failed).to.match(/certificate|x509|authority/);
  });
});
