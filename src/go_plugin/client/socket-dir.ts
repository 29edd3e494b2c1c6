import { rmSync } from 'node:fs';
import { lstat, mkdtemp, rm, rmdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { PluginAddress } from '../process/runner.js';

/** The shortest limit of a unix socket path (macOS), and what a plugin needs for the name of its socket. */
const socketPathLimit = 103;
const socketNameLength = 32;

/**
 * Makes the directory in which a plugin is to put its sockets, for this user alone. go-plugin does so for containers only; a directory
 * for each plugin also leaves nothing behind of one that had to be killed.
 * @returns undefined where it would not help: on Windows, when the path would be too long, when the temp directory cannot be written.
 * The plugin then chooses a place itself.
 */
export async function makeSocketDir(): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  const prefix = join(tmpdir(), 'plugin-dir');
  if (Buffer.byteLength(prefix) + socketNameLength > socketPathLimit) return undefined;
  return mkdtemp(prefix).catch(() => undefined);
}

/** Removes the directory with the sockets in it, and the main socket should the plugin have put it elsewhere. Never rejects. */
export async function removeSockets(socketDir: string | undefined, address: PluginAddress | undefined): Promise<void> {
  if (socketDir !== undefined) await rm(socketDir, { recursive: true, force: true }).catch(() => undefined);
  if (address?.network === 'unix') await removeStaleSocket(address.address).catch(() => undefined);
}

/** {@link removeSockets} for a process that is exiting. */
export function removeSocketDirNow(socketDir: string | undefined): void {
  if (socketDir !== undefined) rmSync(socketDir, { recursive: true, force: true });
}

async function removeStaleSocket(path: string): Promise<void> {
  // Only what go-plugin names so: the address is the plugin's word, and could be anything.
  if (!basename(path).startsWith('plugin')) return;
  const isSocket = await lstat(path).then(
    (status) => status.isSocket(),
    () => false,
  );
  if (isSocket) await unlink(path);
  // What the host that started it has made, should that have left it to us. Only an empty directory can be removed in this way.
  if (basename(dirname(path)).startsWith('plugin-dir')) await rmdir(dirname(path));
}
