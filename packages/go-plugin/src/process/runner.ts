import type { Readable } from 'node:stream';
import type { ReattachConfig } from '../handshake/reattach-config.js';
import type { PluginAddress } from '../net/address.js';

/** How a process exited. One of the two is not null. For an attached process, both are unknown. */
export interface ProcessExit {
  /** The exit code, if the process exited by itself. */
  readonly exitCode: number | null;
  /** The signal that ended it. */
  readonly exitSignal: NodeJS.Signals | null;
}

/**
 * A running plugin, also one that this host did not start. go-plugin's runner.AttachedRunner. For plugins in containers, the address methods translate between
 * the plugin's view of the file system and network and the host's view. A plain process needs no translation.
 */
export interface AttachedRunner {
  /** Identifies the plugin in logs: a pid or a container id. */
  readonly id: string;
  /** The process id, if there is one. */
  readonly pid: number | undefined;
  /** Resolves when the plugin has exited. Never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** Asks the plugin to exit (SIGTERM or the like). Must not throw if it has exited. */
  terminate(): void;
  /** Kills the plugin (SIGKILL or the like). Must not throw if it has exited. */
  kill(): void;
  /** Detaches from the plugin, so that it no longer keeps this process alive. Absent if it never does. */
  release?(): void;
  /** Translates an address of the plugin to one that this process can dial. */
  pluginToHost(address: PluginAddress): PluginAddress;
  /** Translates an address of this process to one that the plugin can dial. */
  hostToPlugin(address: PluginAddress): PluginAddress;
}

/** A plugin that this host has started, with its pipes. go-plugin's runner.Runner. */
export interface Runner extends AttachedRunner {
  /** Program name for logs and errors. */
  readonly name: string;
  /** The first line is the handshake. The rest is read and discarded. */
  readonly stdout: Readable;
  /** Log lines, and the last output before a crash. */
  readonly stderr: Readable;
  /** Facts that may explain a missing handshake: permissions, file type, architecture. */
  diagnose(): Promise<readonly string[]>;
}

/** What to start: the command with its complete environment. */
export interface PluginCommand {
  /** Empty if the client's options have no command, and the runner knows what to start. */
  readonly command: string;
  /** Its arguments. */
  readonly args: readonly string[];
  /** All variables, including the protocol's. The runner must not add variables of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** The working directory. Default: that of this process. */
  readonly cwd?: string | undefined;
  /** The directory that the host made for unix sockets. The plugin must see it under `PLUGIN_UNIX_SOCKET_DIR`. */
  readonly socketDir?: string | undefined;
}

/**
 * Starts a plugin. go-plugin's RunnerFunc, and its runner's Start. The default spawns a child process; another may
 * start a container.
 * @throws GoPluginError `BINARY_NOT_FOUND`, `NOT_EXECUTABLE`, `SPAWN_FAILED`
 */
export type RunnerFunction = (command: PluginCommand, signal: AbortSignal) => Promise<Runner>;

/** Attaches to a running plugin by other means than its pid. go-plugin's ReattachFunc. */
export type AttachFunction = (config: ReattachConfig, signal: AbortSignal) => Promise<AttachedRunner>;
