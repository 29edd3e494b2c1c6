// The plugin: keeps each number in a file kv_<key> in the working directory, and has the host add.
import { readFile, writeFile } from 'node:fs/promises';
import { serve } from 'go-plugin-node';
import { CounterPlugin, handshake, type Counter } from './contract.js';

const files: Counter = {
  async get(key) {
    const content = await readFile(`kv_${key}`, 'utf8').catch(() => '{"Value":0}');
    return (JSON.parse(content) as { readonly Value: number }).Value;
  },
  async put(key, value, sum) {
    const Value = await sum(await this.get(key), value);
    await writeFile(`kv_${key}`, JSON.stringify({ Value }));
  },
};

await serve({ handshake, plugins: { counter: new CounterPlugin(files) } });
