// The plugin: every key is a file kv_<key> in the working directory.
import { readFile, writeFile } from 'node:fs/promises';
import { status } from '@grpc/grpc-js';
import { serve } from 'awf-plugins/go-plugin';
import { handshake, KvPlugin, type Kv } from './contract.js';

const files: Kv = {
  async get(key) {
    try {
      return await readFile(`kv_${key}`);
    } catch (cause) {
      throw Object.assign(new Error(`no value under "${key}"`, { cause }), { code: status.NOT_FOUND });
    }
  },
  async put(key, value) {
    await writeFile(`kv_${key}`, Buffer.concat([value, Buffer.from('\nkept by a plugin in Node\n')]));
  },
};

await serve({ handshake, plugins: { kv_grpc: new KvPlugin(files) } });
