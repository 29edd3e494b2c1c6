// The host: counts, and does the sums that the plugin asks for.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PluginClient } from 'go-plugin-node';
import { CounterPlugin, handshake } from './contract.js';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    plugin: { type: 'string' }, // another program than our plugin
    plaintext: { type: 'boolean', default: false }, // without AutoMTLS
  },
});
const [operation, key = '', value] = positionals;

await using client = new PluginClient({
  handshake,
  plugins: { counter: new CounterPlugin() },
  command: flags.plugin ?? process.execPath,
  args: flags.plugin === undefined ? [fileURLToPath(new URL('plugin.js', import.meta.url))] : [],
  autoMtls: !flags.plaintext,
});
const counter = await client.dispense('counter', { timeoutMs: 10_000 });

if (operation === 'get') {
  console.log(await counter.get(key));
} else if (operation === 'put') {
  await counter.put(key, Number(value), (a, b) => {
    console.log(`the plugin asks for ${a} + ${b}`);
    return Promise.resolve(a + b);
  });
} else {
  console.error('usage: [--plugin PROGRAM] [--plaintext] get KEY | put KEY NUMBER');
  process.exitCode = 1;
}
