import { rmSync } from 'node:fs';
import { lstat, mkdtemp, rm, rmdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginAddress } from '../net/address.js';
import { thisPlatform, type Platform } from '../platform.js';

/** The shortest limit of a unix socket path (macOS), and what a plugin needs for the name of its socket. */
const socketPathLimit = 103;
const socketNameLength = 32;

/** Where the unix sockets of both sides are, and who may use them; go-plugin's UnixSocketConfig. */
export interface UnixSocketConfig {
  /** Name or id of a group whose members may connect as well: for plugins of other users, or in containers. Default: none. */
  readonly group?: string | undefined;
  /** Directory in which the directory of the sockets is made. Default: the temp directory. */
  readonly tempDir?: string | undefined;
}

/**
 * Makes the directory in which a plugin is to put its sockets, for this user and the group alone. go-plugin does so for containers only; a directory
 * for each plugin also leaves nothing behind of one that had to be killed.
 * @returns undefined where it would not help: on Windows, when the path would be too long, when the temp directory cannot be written.
 * The plugin then chooses a place itself.
 * @throws GoPluginError `CONFIG_INVALID`, `SOCKET_PATH_TOO_LONG` when it was configured and cannot be had
 */
export async function makeSocketDir(
  config: UnixSocketConfig = {},
  platform: Platform = thisPlatform,
): Promise<string | undefined> {
  if (platform.defaultNetwork !== 'unix') return undefined;
  const configured = config.group !== undefined || config.tempDir !== undefined;
  const prefix = join(config.tempDir ?? tmpdir(), 'plugin-dir');
  const bytes = Buffer.byteLength(prefix) + socketNameLength;
  if (bytes > socketPathLimit) {
    if (!configured) return undefined;
    throw new GoPluginError('SOCKET_PATH_TOO_LONG', { path: prefix, bytes, limit: socketPathLimit });
  }
  const directory = await mkdtemp(prefix).catch((error: unknown) => {
    if (!configured) return undefined;
    const problem = `no directory for unix sockets can be made as ${prefix}*`;
    throw new GoPluginError('CONFIG_INVALID', { problem }, { cause: error });
  });
  if (directory === undefined || config.group === undefined) return directory;
  try {
    await platform.giveToGroup(directory, config.group, 'directory');
    return directory;
  } catch (error) {
    await rmdir(directory);
    const problem = `unix sockets cannot be given to the group ${JSON.stringify(config.group)}`;
    throw new GoPluginError('CONFIG_INVALID', { problem }, { cause: error });
  }
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
