import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { thisPlatform, type Platform } from '../platform.js';

/** @throws GoPluginError `SOCKET_PATH_TOO_LONG` */
export function checkSocketPath(path: string, { socketPathLimit: limit }: Platform = thisPlatform): void {
  const bytes = Buffer.byteLength(path);
  if (bytes > limit) throw new GoPluginError('SOCKET_PATH_TOO_LONG', { path, bytes, limit });
}

/** A path as go-plugin's sockets have: `plugin` and digits. */
export function randomSocketPath(directory: string): string {
  return join(directory, `plugin${randomInt(1_000_000_000, 4_294_967_295)}`);
}

/**
 * Never throws. A listener must close, and a process must exit, even if the file cannot be removed, for example on a
 * file system that has become read-only.
 */
export function removeSocketFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The file stays behind, as after SIGKILL.
  }
}
