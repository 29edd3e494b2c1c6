import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginAddress } from '../net/address.js';
import { checkProgram, type CheckedProgram } from '../process/checked-program.js';
import { removeHostRecord } from '../process/host-record.js';
import { findProgram } from '../process/program-file.js';
import type { PluginCommand } from '../process/runner.js';
import type { ChecksumRule } from '../process/secure-config.js';
import { protectSocket, removeSocketDirNow, removeSockets } from './socket-dir.js';

/** The files that the host creates for one plugin, and removes after the plugin has exited. */
export class PluginFiles {
  /** Whether all go with this process. Otherwise they stay for as long as the plugin needs them. */
  readonly #endWithHost: boolean;
  #program: CheckedProgram | undefined;

  constructor(
    /** The directory for the sockets of both sides. */
    readonly socketDir: string | undefined,
    endWithHost: boolean,
  ) {
    this.#endWithHost = endWithHost;
  }

  /**
   * Returns the command with a program whose checksum has been verified.
   * @throws GoPluginError `BINARY_NOT_FOUND`, `CHECKSUM_UNREADABLE`, `CHECKSUM_MISMATCH`, `SPAWN_FAILED`
   */
  async check(command: PluginCommand, rule: ChecksumRule): Promise<PluginCommand> {
    const file = await findProgram(command.command, command.cwd, command.env['PATH'] ?? process.env['PATH']);
    if (file === undefined) throw new GoPluginError('BINARY_NOT_FOUND', { path: command.command });
    this.#program = await checkProgram(file, rule, this.#endWithHost);
    return { ...command, command: this.#program.path };
  }

  /** The folders that the host made. */
  get folders(): readonly string[] {
    return [this.socketDir, this.#program?.folder].filter((folder) => folder !== undefined);
  }

  /** Takes the plugin's socket away from other users, if it is in the folder of this host. Never rejects. */
  async protect(address: PluginAddress): Promise<void> {
    if (this.socketDir !== undefined) await protectSocket(this.socketDir, address);
  }

  /** The plugin lives on without this host, and needs the files. */
  leave(): void {
    for (const folder of this.folders) removeHostRecord(folder);
  }

  /** Also removes the plugin's main socket. Never rejects. */
  async remove(address: PluginAddress | undefined): Promise<void> {
    const folder = this.#program?.folder;
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    await removeSockets(this.socketDir, address);
  }

  /** The same for a process that is exiting. */
  removeNow(): void {
    const folder = this.#program?.folder;
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    removeSocketDirNow(this.socketDir);
  }
}
