import { handshake, KvPlugin } from '../../packages/go-plugin/examples/kv/contract.js';
import { PluginClient } from 'awf-plugins/go-plugin';

await using client = new PluginClient({ handshake, plugins: { kv: new KvPlugin() }, command: './kv-plugin-in-go' });
const kv = await client.dispense('kv');

const value: Uint8Array = await kv.get('hello');
console.log(value);
