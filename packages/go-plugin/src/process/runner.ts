import type { Readable } from 'node:stream';
import type { PluginAddress } from '../net/address.js';

/** How a process ended: one of the two is not null, but of a process that was attached to neither is known. */
export interface ProcessExit {
  /** The exit code where it ended by itself. */
  readonly exitCode: number | null;
  /** The signal that ended it. */
  readonly exitSignal: NodeJS.Signals | null;
}

/**
 * A plugin that runs already, and where: go-plugin's runner.AttachedRunner. The address methods translate between the plugin's
 * view of the file system and network and the host's, for plugins in containers; a plain process needs no translation.
 */
export interface AttachedRunner {
  /** What identifies it in logs: a pid, a container id. */
  readonly id: string;
  /** The operating system's process id where there is one. */
  readonly pid: number | undefined;
  /** Resolves when it has ended. Never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** Asks it to end (SIGTERM, or the nearest there is). Must not throw when it has ended already. */
  terminate(): void;
  /** Ends it by force (SIGKILL). Must not throw when it has ended already. */
  kill(): void;
  /** Leaves it to itself: nothing that belongs to it keeps this process alive any more. Absent where nothing does anyway. */
  release?(): void;
  /** What the plugin calls this, as this process can dial it. */
  pluginToHost(address: PluginAddress): PluginAddress;
  /** What this process calls this, as the plugin can dial it. */
  hostToPlugin(address: PluginAddress): PluginAddress;
}

/** A plugin that a runner has just started. */
export interface RunningPlugin extends AttachedRunner {
  /** Program name for logs and errors. */
  readonly name: string;
  /** Its first line is the handshake; the rest is read and thrown away. */
  readonly stdout: Readable;
  /** Log lines and last words. */
  readonly stderr: Readable;
  /** Observations that help a person to see why no handshake came: permissions, file type, architecture. */
  diagnose(): Promise<readonly string[]>;
}

/** What to start: the command with its complete environment. */
export interface PluginCommand {
  /** Empty where the client's options have none, and the runner knows by itself what to start. */
  readonly command: string;
  /** Its arguments. */
  readonly args: readonly string[];
  /** All variables, the protocol's among them; nothing is to be added from this process. */
  readonly env: Readonly<Record<string, string>>;
  /** The working directory; that of this process where there is none. */
  readonly cwd?: string | undefined;
  /** Directory that the host made for unix sockets; to be visible to the plugin under `PLUGIN_UNIX_SOCKET_DIR`. */
  readonly socketDir?: string | undefined;
}

/**
 * Starts plugins: go-plugin's RunnerFunc with its runner. The default spawns a child process; another may start a container.
 * @throws GoPluginError `BINARY_NOT_FOUND`, `NOT_EXECUTABLE`, `SPAWN_FAILED`
 */
export type Runner = (command: PluginCommand, signal: AbortSignal) => Promise<RunningPlugin>;
