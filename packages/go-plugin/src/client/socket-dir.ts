import { rmSync } from 'node:fs';
import { lstat, rm, rmdir, unlink } from 'node:fs/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginAddress } from '../net/address.js';
import { thisPlatform, type Platform } from '../platform.js';
import { folderPrefixes, makePrivateFolder } from '../process/private-folder.js';
import { bytesOfSocket, makeSocketFolder, socketPathLimit } from '../process/socket-folder.js';

/** Where the unix sockets of both sides are, and who may use them. go-plugin's UnixSocketConfig. */
export interface UnixSocketConfig {
  /**
   * Name or id of a group whose members may also connect, for plugins of other users or in containers. Default: none.
   */
  readonly group?: string | undefined;
  /** The parent of the directory for the sockets. Default: the temp directory. */
  readonly tempDir?: string | undefined;
}

/** How {@link makeSocketDir} makes a directory. */
export interface SocketDirOptions extends UnixSocketConfig {
  /** Whether it goes with this process. Default: true. */
  readonly endsWithHost?: boolean | undefined;
}

/**
 * Makes the directory for a plugin's sockets. Only this user and the group can use it. go-plugin does this only for
 * containers. A directory for each plugin also lets the host remove the sockets of a plugin that was killed. Without a configured place, it is made by
 * {@link makeSocketFolder}.
 * @returns undefined on Windows, where plugins listen on tcp
 * @throws GoPluginError `CONFIG_INVALID`, `SOCKET_PATH_TOO_LONG` if a configured directory cannot be used; `LISTEN_FAILED` if there is no place
 */
export async function makeSocketDir(
  { group, tempDir, endsWithHost = true }: SocketDirOptions = {},
  platform: Platform = thisPlatform,
): Promise<string | undefined> {
  if (platform.defaultNetwork !== 'unix') return undefined;
  const make = (parent: string): Promise<string> =>
    makePrivateFolder({ parent, kind: 'sockets', endsWithHost }, platform);
  if (group === undefined && tempDir === undefined) return makeSocketFolder(endsWithHost, platform);
  const directory = await makeAsConfigured(make, tempDir ?? tmpdir());
  if (group === undefined) return directory;
  try {
    await platform.giveToGroup(directory, group, 'directory');
    return directory;
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    const problem = `unix sockets cannot be given to the group ${JSON.stringify(group)}`;
    throw new GoPluginError('CONFIG_INVALID', { problem }, { cause: error });
  }
}

async function makeAsConfigured(make: (parent: string) => Promise<string>, parent: string): Promise<string> {
  const path = join(parent, folderPrefixes.sockets);
  const bytes = bytesOfSocket(parent);
  if (bytes > socketPathLimit) throw new GoPluginError('SOCKET_PATH_TOO_LONG', { path, bytes, limit: socketPathLimit });
  try {
    return await make(parent);
  } catch (error) {
    const problem = `no directory for unix sockets can be made as ${path}*`;
    throw new GoPluginError('CONFIG_INVALID', { problem }, { cause: error });
  }
}

/**
 * Takes all permissions of other users from the socket that a plugin has made in the directory of this host. A Go plugin makes it as the umask
 * says. The plugin may exchange the socket meanwhile, so no link is followed. Never rejects.
 */
export async function protectSocket(
  socketDir: string,
  { network, address }: PluginAddress,
  platform: Platform = thisPlatform,
): Promise<void> {
  if (network !== 'unix' || dirname(address) !== socketDir) return;
  // Its folder protects it as well.
  await platform.makePrivate(address, 'socket').catch(() => undefined);
}

/**
 * Removes the directory with its sockets. If the plugin put its main socket elsewhere, removes that too. Never rejects.
 */
export async function removeSockets(socketDir: string | undefined, address: PluginAddress | undefined): Promise<void> {
  if (socketDir !== undefined) await removeFolder(socketDir).catch(() => undefined);
  if (address?.network === 'unix') await removeStaleSocket(address.address).catch(() => undefined);
}

/** It is empty where the plugin has removed its socket. That is the usual case, and costs a tenth of a recursive removal. */
async function removeFolder(path: string): Promise<void> {
  await rmdir(path).catch(() => rm(path, { recursive: true, force: true }));
}

/** {@link removeSockets} for a process that is exiting. */
export function removeSocketDirNow(socketDir: string | undefined): void {
  if (socketDir !== undefined) rmSync(socketDir, { recursive: true, force: true });
}

async function removeStaleSocket(path: string): Promise<void> {
  // The address comes from the plugin and could be any path, also that of another program's socket.
  if (!basename(path).startsWith('plugin')) return;
  await thisPlatform.withEntry(path, async (entry) => {
    if (await isDeserted(entry)) await unlink(entry);
  });
  // The directory that the first host made, if that host detached from the plugin. rmdir removes only an empty
  // directory.
  if (basename(dirname(path)).startsWith('plugin-dir')) await rmdir(dirname(path));
}

/** Whether this is a socket at which nobody listens any more. */
async function isDeserted(path: string): Promise<boolean> {
  const isSocket = await lstat(path).then(
    (status) => status.isSocket(),
    () => false,
  );
  if (!isSocket) return false;
  const socket = connect(path);
  const failure = await once(socket, 'connect').then(
    () => undefined,
    (error: unknown) => (error as NodeJS.ErrnoException).code,
  );
  socket.destroy();
  return failure === 'ECONNREFUSED';
}
