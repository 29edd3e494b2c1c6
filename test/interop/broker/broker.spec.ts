import { expect } from 'chai';
import { runGoTestHost, expectAllPassed } from '../../support/go-test-host.js';
import { buildGoProgram, requireGo } from '../../support/go.js';
import { interopClient, interopPluginProgram } from '../../support/interop-host.js';

const goModule = 'test/interop/go';
const brokerChecks = ['broker-host-serves', 'broker-plugin-serves', 'broker-repeat'];

describe('Broker with a real go-plugin peer', () => {
  let goPlugin: string;
  let goHost: string;

  before(async function () {
    requireGo(this);
    goPlugin = await buildGoProgram(goModule, './cmd/testplugin');
    goHost = await buildGoProgram(goModule, './cmd/testhost');
  });

  for (const autoMtls of [false, true]) {
    const how = autoMtls ? 'with AutoMTLS' : 'without TLS';
    const row = autoMtls ? 'B04' : undefined;

    it(`serves what a Go plugin dials, ${how} [${row ?? 'B01'}]`, async () => {
      await using client = interopClient(goPlugin, { autoMtls });
      const host = await client.dispense('interop');
      expect(await host.letPluginDial('hello')).to.equal('pong: hello from host');
    });

    it(`dials what a Go plugin serves, ${how} [${row ?? 'B02'}]`, async () => {
      await using client = interopClient(goPlugin, { autoMtls });
      const host = await client.dispense('interop');
      expect(await host.dialAndPing('hello')).to.equal('pong: hello from plugin');
    });

    it(`does both again and again, ${how} [${row ?? 'B03'}]`, async () => {
      await using client = interopClient(goPlugin, { autoMtls });
      const host = await client.dispense('interop');
      for (let round = 0; round < 20; round++) {
        expect(await host.letPluginDial(`${round}`)).to.equal(`pong: ${round} from host`);
        expect(await host.dialAndPing(`${round}`)).to.equal(`pong: ${round} from plugin`);
      }
    });

    it(`works in both directions for a plugin of ours under a Go host, ${how} [${row ?? 'B03'}]`, async () => {
      const flags = [`-automtls=${autoMtls}`, '-check', brokerChecks.join(',')];
      const report = await runGoTestHost(goHost, flags, [process.execPath, interopPluginProgram]);
      expectAllPassed(report, brokerChecks);
    });
  }
});
