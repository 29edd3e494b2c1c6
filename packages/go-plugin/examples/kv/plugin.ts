// The plugin: every key is a file kv_<key> in the working directory. With --debug no host starts it: it prints how one attaches.
import { readFile, writeFile } from 'node:fs/promises';
import { status } from '@grpc/grpc-js';
import { serve, serveTest } from 'go-plugin-node';
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

if (process.argv.includes('--debug')) {
  const plugins = { kv_grpc: new KvPlugin(files) };
  const server = await serveTest({ handshake, plugins, announce: { variable: 'KV_REATTACH', name: 'kv_grpc' } });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.close());
  await server.closed;
} else {
  await serve({ handshake, plugins: { kv_grpc: new KvPlugin(files) } });
}
