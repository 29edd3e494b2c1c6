export { spawnPiped, type PipedChild, type PipedSpawnOptions } from './spawn-piped.js';
