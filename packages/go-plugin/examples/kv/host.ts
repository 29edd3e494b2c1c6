// The host: starts the plugin, stores or reads one value, ends the plugin. With KV_REATTACH it attaches to one that runs already.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  GoPluginError,
  parseReattachConfigs,
  PluginClient,
  silentLogger,
  type PluginClientOptions,
} from 'go-plugin-node';
import { consoleLogger } from '../console-logger.js';
import { handshake, KvPlugin } from './contract.js';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    plugin: { type: 'string' }, // another program than our plugin
    plaintext: { type: 'boolean', default: false }, // without AutoMTLS
    log: { type: 'boolean', default: false },
  },
});

/** The program to start, or how to attach to one: to a plugin under a debugger, which is left running. */
function whichPlugin(): Pick<PluginClientOptions, 'reattach' | 'command' | 'args' | 'autoMtls'> {
  const reattach = parseReattachConfigs(process.env['KV_REATTACH'] ?? '{}').get('kv_grpc');
  if (reattach !== undefined) return { reattach };
  return {
    command: flags.plugin ?? process.execPath,
    args: flags.plugin === undefined ? [fileURLToPath(new URL('plugin.js', import.meta.url))] : [],
    autoMtls: !flags.plaintext,
  };
}

async function main(operation?: string, key?: string, value?: string): Promise<void> {
  await using client = new PluginClient({
    handshake,
    plugins: { kv_grpc: new KvPlugin() },
    ...whichPlugin(),
    logger: flags.log ? consoleLogger('debug') : silentLogger,
  });
  const kv = await client.dispense('kv_grpc', { timeoutMs: 10_000 });

  if (operation === 'get' && key !== undefined) {
    process.stdout.write(await kv.get(key));
  } else if (operation === 'put' && key !== undefined && value !== undefined) {
    await kv.put(key, Buffer.from(value));
  } else {
    throw new Error('usage: [--plugin PROGRAM] [--plaintext] [--log] get KEY | put KEY VALUE');
  }
}

try {
  await main(...positionals);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (GoPluginError.is(error)) console.error(error.hint);
  process.exitCode = 1;
}
