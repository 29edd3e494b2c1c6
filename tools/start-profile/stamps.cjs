// Loaded before the program with --require: notes when the stages of a start begin, in this process and in plugins that are Node programs,
// and writes them to the folder in START_PROFILE when the process exits. What it costs is in the figures: about 3 ms for each process.
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const stamps = [];

/** Notes a stage, the first time: wall clock in milliseconds since the epoch, and CPU time of this process in milliseconds. */
function reached(stage) {
  if (stamps.some((stamp) => stamp.stage === stage)) return;
  const { user, system } = process.cpuUsage();
  stamps.push({ stage, at: performance.timeOrigin + performance.now(), cpu: (user + system) / 1_000 });
}

/** Has a function of a module call `before` with its arguments, and `after` with its result. */
function watch(owner, name, before, after = () => undefined) {
  const original = owner[name];
  owner[name] = function (...args) {
    before(...args);
    const result = original.apply(this, args);
    after(result, ...args);
    return result;
  };
}

const isPlugin = (file) => path.basename(String(file)).startsWith('awf-plugin-');

/** What is watched of a module, once somebody has loaded it: loading it earlier would change what is measured. */
const watched = {
  fs(module) {
    watch(module, 'createReadStream', (file) =>
      reached(path.basename(String(file)) === 'plugin.yaml' ? 'manifest' : 'workflow'),
    );
    watch(module, 'writeSync', (fd) => fd === 1 && reached('handshake written'));
  },
  crypto(module) {
    watch(module, 'generateKeyPairSync', () => reached('certificate'));
  },
  child_process(module) {
    const ended = (child, file) => isPlugin(file) && child.once('exit', () => reached('plugin exited'));
    watch(module, 'spawn', (file) => isPlugin(file) && reached('spawn'), ended);
  },
  net(module) {
    watch(module, 'connect', () => reached('handshake read'));
  },
  tls(module) {
    watch(
      module,
      'connect',
      () => undefined,
      (socket) => socket.prependOnceListener('secureConnect', () => reached('tls')),
    );
    watch(
      module,
      'createServer',
      () => undefined,
      (server) => server.prependOnceListener('secureConnection', () => reached('tls')),
    );
  },
};

watch(
  Module,
  '_load',
  () => undefined,
  (module, request) => {
    const name = String(request).replace('node:', '');
    if (!Object.hasOwn(watched, name)) return;
    watched[name](module);
    delete watched[name];
  },
);

watch(process.stdout, 'write', (text) => {
  if (String(text).includes(' ready')) reached('ready');
  if (String(text).includes('✓ say')) reached('answer');
});

reached('node started');
process.on('exit', () => {
  reached('exit');
  const file = path.join(process.env.START_PROFILE, `${process.pid}.json`);
  fs.writeFileSync(file, JSON.stringify({ program: path.basename(process.argv[1] ?? ''), stamps }));
});
