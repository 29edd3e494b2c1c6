import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { thisPlatform, type Platform } from '../platform.js';
import { folderPrefixes, makePrivateFolder } from './private-folder.js';

/** The shortest limit of a unix socket path (macOS). */
export const socketPathLimit = 103;

/** The length that a plugin needs for the name of its socket. */
const socketNameLength = 32;

/** Errors of a process, or of a system, that has no descriptor left. */
const withoutDescriptors: readonly (string | undefined)[] = ['EMFILE', 'ENFILE'];

/** The length of the path of a socket in a folder that is made in `parent`. */
export const bytesOfSocket = (parent: string): number =>
  Buffer.byteLength(join(parent, folderPrefixes.sockets)) + socketNameLength;

/**
 * Makes a folder for sockets that only this user can enter. If the path of the temp directory is too long for sockets, or it cannot be written to, the
 * folder is made in `XDG_RUNTIME_DIR` or `/tmp`, if no other user can tamper with it there.
 * @param endsWithProcess whether it goes with this process
 * @throws GoPluginError `LISTEN_FAILED` if there is no such place. A socket that others could reach would be no alternative.
 */
export async function makeSocketFolder(endsWithProcess: boolean, platform: Platform = thisPlatform): Promise<string> {
  const chosen = tmpdir();
  const others = [process.env['XDG_RUNTIME_DIR'] ?? '', ...platform.shortFolders].filter((parent) => parent !== '');
  const tried: string[] = [];
  for (const parent of [chosen, ...others]) {
    tried.push(parent);
    // The path is a line for the reaper, and a part of the handshake line.
    if (bytesOfSocket(parent) > socketPathLimit || /[\p{Cc}|]/u.test(parent)) continue;
    // The temp directory is the user's choice. Only other places must be safe.
    if (parent !== chosen && !(await platform.isSafeFolder(parent))) continue;
    try {
      return await makePrivateFolder({ parent, kind: 'sockets', endsWithHost: endsWithProcess }, platform);
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      // No place has anything to do with that.
      if (withoutDescriptors.includes(code))
        throw new GoPluginError('LISTEN_FAILED', { address: chosen, reason: message }, { cause });
    }
  }
  const reason = `no folder for unix sockets can be made in ${tried.join(', ')}`;
  throw new GoPluginError('LISTEN_FAILED', { address: chosen, reason });
}
