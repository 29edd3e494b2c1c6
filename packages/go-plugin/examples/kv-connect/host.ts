// The host: it starts the plugin, stores or reads one value, and stops the plugin.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GoPluginError, PluginClient, silentLogger } from 'go-plugin-node';
import { handshake, KvPlugin } from './contract.js';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { plugin: { type: 'string' } }, // another program than plugin.ts beside this file
});

async function main(operation?: string, key?: string, value?: string): Promise<void> {
  await using client = new PluginClient({
    handshake,
    plugins: { kv_grpc: new KvPlugin() },
    command: flags.plugin ?? process.execPath,
    args: flags.plugin === undefined ? [fileURLToPath(new URL('plugin.js', import.meta.url))] : [],
    logger: silentLogger,
  });
  const kv = await client.dispense('kv_grpc', { timeoutMs: 10_000 });

  if (operation === 'get' && key !== undefined) {
    process.stdout.write((await kv.get({ key })).value);
  } else if (operation === 'put' && key !== undefined && value !== undefined) {
    await kv.put({ key, value: Buffer.from(value) });
  } else {
    throw new Error('usage: [--plugin PROGRAM] get KEY | put KEY VALUE');
  }
}

try {
  await main(...positionals);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (GoPluginError.is(error)) console.error(error.hint);
  process.exitCode = 1;
}
