// The host: knows both versions, and does without what the plugin's version lacks.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PluginClient } from 'go-plugin-node';
import { handshake, KeysPlugin, KvPlugin } from './contract.js';

const { values: flags } = parseArgs({
  options: {
    plugin: { type: 'string' }, // another program than our plugin
    old: { type: 'boolean', default: false }, // our plugin as it was at version 3
  },
});

const version3 = { kv: new KvPlugin() };
const version4 = { ...version3, keys: new KeysPlugin() };

await using client = new PluginClient({
  handshake,
  versionedPlugins: { 3: version3, 4: version4 },
  command: flags.plugin ?? process.execPath,
  args:
    flags.plugin === undefined
      ? [fileURLToPath(new URL('plugin.js', import.meta.url)), ...(flags.old ? ['--old'] : [])]
      : [],
});
const kv = await client.dispense('kv', { timeoutMs: 10_000 });
console.log(`the host offers versions 3 and 4, the plugin chose ${client.negotiatedVersion ?? 'none'}`);

await kv.put('hello', Buffer.from('world'));
console.log(`hello is ${Buffer.from(await kv.get('hello')).toString()}`);

if (client.negotiatedVersion === 4) {
  const listKeys = await client.dispense('keys');
  console.log(`the keys are ${(await listKeys()).join(', ')}`);
} else {
  console.log('this plugin is too old to list its keys');
}
