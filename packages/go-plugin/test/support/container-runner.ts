import { symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createCommandRunner } from '../../src/process/child-process-runner.js';
import type { PluginAddress } from '../../src/net/address.js';
import type { PluginCommand, Runner, RunnerFunction } from '../../src/process/runner.js';

const inside = 'sockets';

/**
 * Starts plugins with another view of the file system: they see the directory of the sockets as `sockets/`, which does
 * not exist for the host.
 */
export class ContainerRunner {
  /** The translated addresses, in order. */
  readonly translations: string[] = [];
  command: PluginCommand | undefined;

  /** @param root the plugin's working directory, the only place where its paths are valid */
  constructor(private readonly root: string) {}

  readonly run: RunnerFunction = async (command, signal) => {
    const { socketDir } = command;
    if (socketDir === undefined) throw new Error('there is no directory for sockets to mount');
    this.command = command;
    await symlink(socketDir, join(this.root, inside));
    const env = { ...command.env, PLUGIN_UNIX_SOCKET_DIR: inside };
    const plugin = await createCommandRunner({ stdin: 'ignore' })({ ...command, cwd: this.root, env }, signal);
    return this.#contained(plugin, socketDir);
  };

  #contained(plugin: Runner, outside: string): Runner {
    const translate = (from: string, to: string) => (address: PluginAddress) => {
      const translated = { ...address, address: join(to, relative(from, address.address)) };
      this.translations.push(`${address.address} -> ${translated.address}`);
      return translated;
    };
    return {
      id: 'container',
      pid: undefined,
      name: plugin.name,
      stdout: plugin.stdout,
      stderr: plugin.stderr,
      exited: plugin.exited,
      terminate: () => plugin.terminate(),
      kill: () => plugin.kill(),
      diagnose: () => Promise.resolve(['it runs in a container']),
      pluginToHost: translate(inside, outside),
      hostToPlugin: translate(outside, inside),
    };
  }
}
