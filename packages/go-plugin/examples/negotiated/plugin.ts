// The plugin: offers both versions; started with --old, as it was before version 4 was thought of.
import { serve } from 'go-plugin-node';
import { handshake, KeysPlugin, KvPlugin, type Kv } from './contract.js';

const values = new Map<string, Uint8Array>();

const kv: Kv = {
  get: (key) => Promise.resolve(values.get(key) ?? Buffer.from('nothing')),
  put: (key, value) => {
    values.set(key, value);
    return Promise.resolve();
  },
};

const version3 = { kv: new KvPlugin(kv) };
const version4 = { ...version3, keys: new KeysPlugin(() => Promise.resolve([...values.keys()].sort())) };

const isOld = process.argv.includes('--old');
await serve({ handshake, versionedPlugins: isOld ? { 3: version3 } : { 3: version3, 4: version4 } });
