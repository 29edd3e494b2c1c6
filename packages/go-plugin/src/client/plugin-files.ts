import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginAddress } from '../net/address.js';
import { checkProgram, type CheckedProgram } from '../process/checked-program.js';
import { findProgram } from '../process/program-file.js';
import type { PluginCommand } from '../process/runner.js';
import type { ChecksumRule } from '../process/secure-config.js';
import { removeSocketDirNow, removeSockets } from './socket-dir.js';

/** What the host makes in the file system for one plugin, and removes when that has ended. */
export class PluginFiles {
  #program: CheckedProgram | undefined;

  constructor(
    /** Directory of the sockets of both sides. */
    readonly socketDir: string | undefined,
  ) {}

  /**
   * The command with a program that is known to have the checksum.
   * @throws GoPluginError `BINARY_NOT_FOUND`, `CHECKSUM_UNREADABLE`, `CHECKSUM_MISMATCH`, `SPAWN_FAILED`
   */
  async check(command: PluginCommand, rule: ChecksumRule): Promise<PluginCommand> {
    const file = await findProgram(command.command, command.cwd, command.env['PATH'] ?? process.env['PATH']);
    if (file === undefined) throw new GoPluginError('BINARY_NOT_FOUND', { path: command.command });
    this.#program = await checkProgram(file, rule);
    return { ...command, command: this.#program.path };
  }

  /** Also removes the plugin's main socket, wherever that is. Never rejects. */
  async remove(address: PluginAddress | undefined): Promise<void> {
    await this.#program?.release();
    await removeSockets(this.socketDir, address);
  }

  /** For a process that is exiting. */
  removeNow(): void {
    this.#program?.releaseNow();
    removeSocketDirNow(this.socketDir);
  }
}
