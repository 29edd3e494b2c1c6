import { createClient, type Client, type ConnectRouter } from '@connectrpc/connect';
import { expect } from 'chai';
import type * as GoPlugin from '../../../packages/go-plugin/src/index.js';
import type * as Connect from '../../../packages/go-plugin/src/connect/index.js';
import { TestService } from '../../../packages/go-plugin/test/interop/proto/generated/grpc_testing_pb.js';
import { rejection } from '../../../packages/go-plugin/test/support/rejection.js';

const handshake = { protocolVersion: 1, magicCookieKey: 'SUBPATH', magicCookieValue: 'connect' };

function routes(router: ConnectRouter): void {
  router.service(TestService, {
    unaryCall: ({ responseSize }) => ({ payload: { body: new Uint8Array(responseSize) } }),
  });
}

for (const name of ['go-plugin-node', 'awf-plugins/go-plugin'])
  describe(`${name}/connect, as it is built`, () => {
    it(`calls and serves over the links of ${name}, and its errors are known there`, async () => {
      const { classifyCallFailure, PluginClient, serveTest } = (await import(name)) as typeof GoPlugin;
      const { addConnectRoutes, createGrpcTransport } = (await import(`${name}/connect`)) as typeof Connect;
      const plugin: GoPlugin.GrpcPlugin<Client<typeof TestService>> = {
        registerServices: (server) => addConnectRoutes(server, routes),
        createClient: (connection) => createClient(TestService, createGrpcTransport(connection)),
      };
      await using server = await serveTest({ handshake, plugins: { plugin } });
      const { reattachConfig: reattach } = server;
      await using client = new PluginClient({ handshake, plugins: { plugin }, reattach, autoMtls: false });
      const test = await client.dispense('plugin');
      expect((await test.unaryCall({ responseSize: 5 })).payload?.body).to.have.length(5);
      await server.close();
      expect(classifyCallFailure(await rejection(test.emptyCall({})))).to.deep.equal({ reason: 'connection lost' });
    });
  });
