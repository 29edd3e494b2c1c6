import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { GoPluginError } from '../errors.js';

/**
 * Bytes that a unix socket path may have, the terminating zero of `sockaddr_un` not counted. libuv in Node 20 cuts a longer one off
 * and listens somewhere else without a word (T28).
 */
export function socketPathLimit(platform: NodeJS.Platform = process.platform): number {
  return platform === 'linux' ? 107 : 103;
}

/** @throws GoPluginError `SOCKET_PATH_TOO_LONG` */
export function checkSocketPath(path: string, platform: NodeJS.Platform = process.platform): void {
  const bytes = Buffer.byteLength(path);
  const limit = socketPathLimit(platform);
  if (bytes > limit) throw new GoPluginError('SOCKET_PATH_TOO_LONG', { path, bytes, limit });
}

/** A path as go-plugin's sockets have: `plugin` and digits. */
export function randomSocketPath(directory: string): string {
  return join(directory, `plugin${randomInt(1_000_000_000, 4_294_967_295)}`);
}
