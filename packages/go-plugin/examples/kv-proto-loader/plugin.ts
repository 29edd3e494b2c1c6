// The plugin: it keeps each value in a file kv_<key> in the working directory.
import { readFile, writeFile } from 'node:fs/promises';
import { status } from '@grpc/grpc-js';
import { serve } from 'go-plugin-node';
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
    await writeFile(`kv_${key}`, Buffer.concat([value, Buffer.from('\nwritten with proto-loader\n')]));
  },
};

await serve({ handshake, plugins: { kv_grpc: new KvPlugin(files) } });
