import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'chai';
import { PluginClient } from '../../../src/client/plugin-client.js';
import { failure } from '../../support/go-plugin-failure.js';
import { buildUpstreamExample } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';

describe('A Go plugin that speaks net/rpc', () => {
  let program: string;
  before(async function () {
    requireGo(this);
    program = await buildUpstreamExample('grpc/plugin-go-netrpc');
  });

  for (const autoMtls of [true, false]) {
    it(`is refused by name, with its protocol and a remedy, and ended, ${autoMtls ? 'over AutoMTLS' : 'without TLS'} [H03] [H18]`, async () => {
      const client = new PluginClient({
        handshake: { protocolVersion: 1, magicCookieKey: 'BASIC_PLUGIN', magicCookieValue: 'hello' },
        plugins: { kv: {} },
        command: program,
        autoMtls,
        stdin: 'ignore',
      });
      const error = await failure(client.dispense('kv'), 'PROTOCOL_UNSUPPORTED');
      expect(error.details).to.deep.equal({ path: program, protocol: 'netrpc', supported: ['grpc'] });
      expect(error.message).to.include(basename(program));
      expect(error.message).to.match(/speaks netrpc; this host speaks grpc/);
      expect(error.hint).to.include('GRPCServer: plugin.DefaultGRPCServer').and.to.include('GRPCPlugin');
      await client.kill();
      expect(client.pid === undefined || !existsSync(`/proc/${client.pid}`)).to.equal(true);
    });
  }
});
