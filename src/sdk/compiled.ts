// The SDK as Node loads it: from one file, with the code that V8 compiled before. What bundles a plugin takes index.ts instead.
import { fileURLToPath } from 'node:url';
import { CachedProgram, codeCacheFolder } from 'plugin-code-cache';
import type * as sdk from './index.js';

const program = new CachedProgram(fileURLToPath(new URL('sdk.cjs', import.meta.url)), codeCacheFolder(), 'plugin');
// By then everything that a plugin needs has run once.
process.once('exit', () => program.keep());

export const {
  awfHandshake,
  awfPluginKey,
  BasePlugin,
  EmitError,
  failure,
  getArray,
  getBoolean,
  getInteger,
  getObject,
  getString,
  operation,
  plugin,
  serve,
  settings,
  stepType,
  success,
} = program.run() as typeof sdk;
