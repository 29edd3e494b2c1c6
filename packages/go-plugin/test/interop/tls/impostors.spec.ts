import { expect } from 'chai';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { failure } from '../../support/go-plugin-failure.js';
import { interopClient } from '../../support/interop-host.js';
import { RecordingLogger } from '../../support/recording-logger.js';

describe('A go-plugin server with the wrong certificate, under this host', () => {
  let program: string;

  before(async function () {
    requireGo(this);
    program = await buildPeer('oddplugin');
  });

  for (const network of ['unix', 'tcp']) {
    it(`is called if it shows the announced certificate, over ${network}`, async () => {
      const logger = new RecordingLogger();
      const client = interopClient(program, { args: ['-network', network], logger });
      await client.ping();
      await client.kill();
      expect(logger.messages).to.include('served /grpc.health.v1.Health/Check');
    });

    it(`is refused, without a call, if it shows another certificate than it announced, over ${network} [T03]`, async () => {
      const logger = new RecordingLogger();
      const client = interopClient(program, { args: ['-network', network, '-announce', 'other'], logger });
      const error = await failure(client.dispense('interop'), 'CONNECT_FAILED');
      expect(error.message).to.match(/certificate/);
      await client.kill();
      expect(logger.messages.filter((message) => message.startsWith('served'))).to.deep.equal([]);
    });
  }

  it('is refused if it announces a certificate that this host did not ask for, which crashes Go’s host [T08]', async () => {
    const logger = new RecordingLogger();
    const client = interopClient(program, { args: ['-announce', 'unasked'], autoMtls: false, logger });
    await failure(client.start(), 'CERTIFICATE_INVALID');
    await client.kill();
    expect(logger.messages.filter((message) => message.startsWith('served'))).to.deep.equal([]);
  });
});
