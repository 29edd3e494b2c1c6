import { join } from 'node:path';
import { PluginClient, type GrpcConnection, type GrpcPlugin } from '../packages/go-plugin/src/index.js';
import type { PluginInfo } from '../src/domain/plugin/plugin-info.js';
import { GrpcPluginConnection } from '../src/infrastructure/grpc_host/grpc-plugin-connection.js';
import type { PluginConnection, PluginTransport } from '../src/ports/plugin-transport.js';
import { awfHandshake, awfPluginKey } from '../src/wire/handshake.js';

const awfPlugin: GrpcPlugin<GrpcConnection> = { createClient: (connection) => connection };

/** Connects to plugins as grpc_host does, with all connections over one socket. AWF's host does not ask for that. */
export class MultiplexedTransport implements PluginTransport {
  async connect({ manifest, locator }: PluginInfo): Promise<PluginConnection> {
    const client = new PluginClient({
      handshake: awfHandshake,
      plugins: { [awfPluginKey]: awfPlugin },
      command: join(locator, `awf-plugin-${manifest.name}`),
      autoMtls: true,
      certificateCurve: 'P-256',
      brokerMultiplex: true,
    });
    return new GrpcPluginConnection(manifest.name, client, await client.dispense(awfPluginKey));
  }
}
