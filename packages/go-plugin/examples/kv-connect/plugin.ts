// The plugin: it keeps each value in a file kv_<key> in the working directory.
import { readFile, writeFile } from 'node:fs/promises';
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import { serve } from 'go-plugin-node';
import { handshake, KvPlugin } from './contract.js';
import type { KV } from './generated/kv_pb.js';

const files: ServiceImpl<typeof KV> = {
  async get({ key }) {
    try {
      return { value: await readFile(`kv_${key}`) };
    } catch (cause) {
      throw new ConnectError(`no value under "${key}"`, Code.NotFound, undefined, undefined, cause);
    }
  },
  async put({ key, value }) {
    await writeFile(`kv_${key}`, Buffer.concat([value, Buffer.from('\nwritten with Connect\n')]));
    return {};
  },
};

await serve({ handshake, plugins: { kv_grpc: new KvPlugin(files) } });
