// In a program's bundle, each export of grpc-js is loaded when it is first used, and alone. As a whole grpc-js takes as long to load as
// everything else of a plugin; what serves and what starts a process needs of it two constants and `Metadata` (docs/adr/0019 has the figures).
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './packages.mjs';

const require = createRequire(import.meta.url);
const name = '@grpc/grpc-js';
const folder = path.dirname(require.resolve(name));

/** What our sources use: the file of grpc-js that defines it, and the expression that gives it. */
const origins = {
  Client: ['client', 'Client'],
  Metadata: ['metadata', 'Metadata'],
  compressionAlgorithms: ['compression-algorithms', 'CompressionAlgorithms'],
  connectivityState: ['connectivity-state', 'ConnectivityState'],
  makeGenericClientConstructor: ['make-client', 'makeClientConstructor'],
  propagate: ['constants', 'Propagate'],
  status: ['constants', 'Status'],
};
/** A client that is given a channel, as all of ours are, looks at no credentials. */
const credentials = `exports.credentials = { createInsecure: () => ({}) };`;

/** Another version of grpc-js may have moved something. */
function assertOrigins() {
  const whole = require(name);
  for (const [exported, [file, origin]] of Object.entries(origins))
    if (whole[exported] === undefined || whole[exported] !== require(path.join(folder, file))[origin])
      throw new Error(`${name}: ${exported} is not in ${file} any more; correct tools/lazy-grpc.mjs`);
}

const lazyExport = ([exported, [file, origin]]) =>
  `Object.defineProperty(exports, '${exported}', { enumerable: true, get: () => require('./${file}').${origin} });`;

/** Nor does it make a channel. That of grpc-js is most of the package, and needs node:http2. */
const noChannel = `exports.ChannelImplementation = class {
  constructor() {
    throw new Error('this program has no channel of grpc-js: give the client a channelOverride');
  }
};`;

/** A generated client is a class that is made when it is first used. */
const lazyClient = (code) =>
  code.replaceAll(
    /^exports\.(\w+) = (grpc\.makeGenericClientConstructor\(.*\));$/gm,
    (_, client, make) =>
      `let ${client}; Object.defineProperty(exports, '${client}', { enumerable: true, get: () => (${client} ??= ${make}) });`,
  );

/** The plugin of esbuild. */
export const lazyGrpc = {
  name: 'lazy-grpc',
  setup({ onResolve, onLoad, onEnd }) {
    assertOrigins();
    onResolve({ filter: /^@grpc\/grpc-js$/ }, () => ({ path: name, namespace: 'lazy-grpc' }));
    onLoad({ filter: /.*/, namespace: 'lazy-grpc' }, () => ({
      contents: [...Object.entries(origins).map(lazyExport), credentials].join('\n'),
      resolveDir: folder,
    }));
    onResolve({ filter: /^\.\/channel$/ }, ({ importer }) =>
      importer === path.join(folder, 'client.js') ? { path: 'channel', namespace: 'lazy-grpc-channel' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'lazy-grpc-channel' }, () => ({ contents: noChannel }));
    onLoad({ filter: /_grpc_pb\.cjs$/ }, async (file) => ({ contents: lazyClient(await readFile(file.path, 'utf8')) }));
    // An export that is missing here would be undefined when the program runs.
    onEnd(async ({ metafile }) => {
      for (const input of Object.keys(metafile?.inputs ?? {}))
        if (/\.ts$|_grpc_pb\.cjs$/.test(input) && !input.includes('node_modules'))
          for (const used of usedIn(await readFile(path.join(root, input), 'utf8')))
            if (used !== 'credentials' && !Object.hasOwn(origins, used))
              throw new Error(`${input}: add ${used} of ${name} to tools/lazy-grpc.mjs`);
    });
  },
};

/** The exports of grpc-js that a file uses as values. */
function usedIn(code) {
  const imported = [...code.matchAll(/^import \{([^}]*)\} from '@grpc\/grpc-js';$/gm)].flatMap(([, names]) =>
    names
      .split(',')
      .map((text) => text.trim().split(' as ')[0])
      .filter((text) => text !== '' && !text.startsWith('type ')),
  );
  const required = code.includes("const grpc = require('@grpc/grpc-js')") ? code.matchAll(/\bgrpc\.(\w+)\(/g) : [];
  return [...imported, ...[...required].map(([, used]) => used)];
}
