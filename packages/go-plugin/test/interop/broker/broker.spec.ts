import { expect } from 'chai';
import { runGoTestHost, expectAllPassed } from '../../support/go-test-host.js';
import { buildGoProgram, requireGo } from '../../support/go.js';
import { interopClient, interopPluginProgram, pingOver } from '../../support/interop-host.js';
import { newSockets, openSockets } from '../../support/open-files.js';

const goModule = 'packages/go-plugin/test/interop/go';
const brokerChecks = ['broker-host-serves', 'broker-plugin-serves', 'broker-repeat'];

const everyOtherCheck = ['ping', 'double', 'echo', 'large-answer', 'server-stream', 'client-stream', 'bidi', 'stdio'];

interface Setting {
  readonly autoMtls: boolean;
  readonly brokerMultiplex: boolean;
  readonly how: string;
  /** Rows of the parity table: ours as host, ours as plugin. */
  readonly rows: { readonly host: string; readonly plugin: string };
}

const settings: readonly Setting[] = [
  { autoMtls: false, brokerMultiplex: false, how: 'without TLS', rows: { host: 'B01', plugin: 'B02' } },
  { autoMtls: true, brokerMultiplex: false, how: 'with AutoMTLS', rows: { host: 'B04', plugin: 'B04' } },
  { autoMtls: false, brokerMultiplex: true, how: 'multiplexed', rows: { host: 'M01', plugin: 'M03' } },
  { autoMtls: true, brokerMultiplex: true, how: 'multiplexed with AutoMTLS', rows: { host: 'M02', plugin: 'M04' } },
];

describe('Broker with a real go-plugin peer', () => {
  let goPlugin: string;
  let goHost: string;

  before(async function () {
    requireGo(this);
    goPlugin = await buildGoProgram(goModule, './cmd/testplugin');
    goHost = await buildGoProgram(goModule, './cmd/testhost');
  });

  for (const { how, rows, ...options } of settings) {
    describe(how, () => {
      it(`serves what a Go plugin dials [${rows.host}]`, async () => {
        await using client = interopClient(goPlugin, options);
        const host = await client.dispense('interop');
        expect(await host.letPluginDial('hello')).to.equal('pong: hello from host');
      });

      it(`dials what a Go plugin serves, with one more descriptor at most [${rows.host}]`, async () => {
        await using client = interopClient(goPlugin, options);
        const host = await client.dispense('interop');
        const before = await openSockets();
        const connection = await host.dialPlugin();
        expect(await pingOver(connection, 'hello')).to.equal('pong: hello from plugin');
        expect(await newSockets(before)).to.equal(options.brokerMultiplex ? 0 : 1);
        await connection.close();
      });

      it(`does both repeatedly [B03] [${rows.host}]`, async () => {
        await using client = interopClient(goPlugin, options);
        const host = await client.dispense('interop');
        for (let round = 0; round < 20; round++) {
          expect(await host.letPluginDial(`${round}`)).to.equal(`pong: ${round} from host`);
          expect(await host.dialAndPing(`${round}`)).to.equal(`pong: ${round} from plugin`);
        }
      });

      it(`works in both directions for a plugin of ours under a Go host [B03] [${rows.plugin}]`, async () => {
        const checks = [...brokerChecks, ...everyOtherCheck];
        const flags = [`-automtls=${options.autoMtls}`, `-mux=${options.brokerMultiplex}`, '-check', checks.join(',')];
        const report = await runGoTestHost(goHost, flags, [process.execPath, interopPluginProgram]);
        expectAllPassed(report, checks);
      });
    });
  }
});
