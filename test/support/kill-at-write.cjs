// Loaded before a program: ends it by SIGKILL, or fails with ENOSPC, at one of its changes of the file system. KILL_AT is the number of the change.
'use strict';
const fs = require('node:fs/promises');
const { syncBuiltinESMExports } = require('node:module');

const at = Number(process.env.KILL_AT);
let changes = 0;

/** `half` does a part of the change, as a kill in the middle would. */
function change(half) {
  changes += 1;
  if (changes !== at) return;
  if (process.env.KILL_HOW === 'full')
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', errno: -28 });
  half?.();
  process.kill(process.pid, 'SIGKILL');
}

for (const name of ['mkdir', 'rename', 'rm', 'link', 'chmod', 'writeFile', 'rmdir', 'unlink']) {
  const original = fs[name];
  fs[name] = async (...args) => {
    change();
    return original(...args);
  };
}

const { open } = fs;
fs.open = async (path, flags, ...rest) => {
  const writes = typeof flags === 'string' && flags !== 'r';
  if (writes) change();
  const file = await open(path, flags, ...rest);
  if (!writes) return file;
  const { writeFile } = file;
  file.writeFile = async (data, ...more) => {
    const bytes = Buffer.from(data);
    change(() => require('node:fs').writeSync(file.fd, bytes, 0, Math.floor(bytes.length / 2)));
    return writeFile.call(file, data, ...more);
  };
  return file;
};
syncBuiltinESMExports();
