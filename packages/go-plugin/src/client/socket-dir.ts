import { rmSync } from 'node:fs';
import { lstat, mkdtemp, rm, rmdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginAddress } from '../net/address.js';
import { thisPlatform, type Platform } from '../platform.js';

/** The shortest limit of a unix socket path (macOS), and the length that a plugin needs for the name of its socket. */
const socketPathLimit = 103;
const socketNameLength = 32;

/** Where the unix sockets of both sides are, and who may use them. go-plugin's UnixSocketConfig. */
export interface UnixSocketConfig {
  /**
   * Name or id of a group whose members may also connect, for plugins of other users or in containers. Default: none.
   */
  readonly group?: string | undefined;
  /** The parent of the directory for the sockets. Default: the temp directory. */
  readonly tempDir?: string | undefined;
}

/**
 * Makes the directory for a plugin's sockets. Only this user and the group can use it. go-plugin does this only for
 * containers. A directory for each plugin also lets the host remove the sockets of a plugin that was killed.
 * @returns undefined on Windows, if the path would be too long, or if the temp directory is not writable. The plugin
 * then chooses a place itself.
 * @throws GoPluginError `CONFIG_INVALID`, `SOCKET_PATH_TOO_LONG` if a configured directory cannot be used
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

/**
 * Removes the directory with its sockets. If the plugin put its main socket elsewhere, removes that too. Never rejects.
 */
export async function removeSockets(socketDir: string | undefined, address: PluginAddress | undefined): Promise<void> {
  if (socketDir !== undefined) await rm(socketDir, { recursive: true, force: true }).catch(() => undefined);
  if (address?.network === 'unix') await removeStaleSocket(address.address).catch(() => undefined);
}

/** {@link removeSockets} for a process that is exiting. */
export function removeSocketDirNow(socketDir: string | undefined): void {
  if (socketDir !== undefined) rmSync(socketDir, { recursive: true, force: true });
}

async function removeStaleSocket(path: string): Promise<void> {
  // The address comes from the plugin and could be any path, so remove only names that go-plugin uses.
  if (!basename(path).startsWith('plugin')) return;
  const isSocket = await lstat(path).then(
    (status) => status.isSocket(),
    () => false,
  );
  if (isSocket) await unlink(path);
  // The directory that the first host made, if that host detached from the plugin. rmdir removes only an empty
  // directory.
  if (basename(dirname(path)).startsWith('plugin-dir')) await rmdir(dirname(path));
}
