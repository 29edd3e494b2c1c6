export { codeCacheFolder } from './cache-folder.js';
export { CachedProgram } from './cached-program.js';
