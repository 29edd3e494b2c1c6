import { PluginClient } from '../../src/client/plugin-client.js';
import type { PluginClientOptions } from '../../src/client/options.js';
import type { GrpcPlugin } from '../../src/plugin-set.js';
import { pluginFixture } from './fixtures.js';
import { RawClient } from './raw-service.js';

/** The handshake of the programs in packages/go-plugin/test/fixtures/plugins. */
export const fixtureHandshake = { protocolVersion: 1, magicCookieKey: 'FIXTURE', magicCookieValue: 'fixture' };

/** Dispenses a generic client of the fixtures' one method. */
export const rawPlugin = { createClient: (connection) => connection.client(RawClient) } satisfies GrpcPlugin<RawClient>;

/** Longer than the default of 2 s, because a correct program may need more on a busy machine. */
export const patientStopMs = 20_000;

export type FixtureClient = PluginClient<{ readonly raw: typeof rawPlugin }>;

/** A host's client for one of those programs, without TLS, because they have none. */
export function fixtureClient(
  name: string,
  args: readonly string[] = [],
  options: Partial<PluginClientOptions> = {},
): FixtureClient {
  return new PluginClient({
    handshake: fixtureHandshake,
    command: process.execPath,
    args: [pluginFixture(name), ...args],
    autoMtls: false,
    stdin: 'ignore',
    gracefulStopMs: patientStopMs,
    ...options,
    plugins: { raw: rawPlugin },
  });
}
