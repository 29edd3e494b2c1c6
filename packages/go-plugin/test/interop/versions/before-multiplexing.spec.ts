import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { failure } from '../../support/go-plugin-failure.js';
import { interopClient } from '../../support/interop-host.js';

describe('This host with multiplexing, and a plugin on go-plugin v1.4.8, which has none', () => {
  let program: string;
  let directory: string;

  before(async function () {
    requireGo(this);
    program = await buildPeer('testplugin', 'v1.4.8');
  });
  // It knows no directory for sockets, and one that is killed, or ends at once, leaves its own.
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'before-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  for (const autoMtls of [false, true]) {
    it(`refuses it with a remedy, ${autoMtls ? 'over AutoMTLS' : 'without TLS'} [M05]`, async () => {
      const client = interopClient(program, { brokerMultiplex: true, autoMtls, env: { TMPDIR: directory } });
      const error = await failure(client.start(), 'MUX_NOT_SUPPORTED');
      expect(error.message).to.match(/multiplex/);
    });

    it(`works with it without multiplexing, ${autoMtls ? 'over AutoMTLS' : 'without TLS'} [X01]`, async () => {
      await using client = interopClient(program, { brokerMultiplex: false, autoMtls, env: { TMPDIR: directory } });
      expect(await (await client.dispense('interop')).dialAndPing('hello')).to.equal('pong: hello from plugin');
    });
  }
});
