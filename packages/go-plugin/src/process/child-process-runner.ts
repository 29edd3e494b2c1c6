import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { spawnPiped, type PipedChild } from 'plugin-stdio';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginAddress } from '../net/address.js';
import { thisPlatform } from '../platform.js';
import { describeProgramFile, explainSpawnFailure, findProgram } from './program-file.js';
import type { PluginCommand, ProcessExit, Runner, RunnerFunction } from './runner.js';

/** The plugin's stdin. With `inherit`, as in go-plugin, the plugin reads the host's stdin. */
export type StdinPolicy = 'inherit' | 'ignore';

/** The options of {@link createCommandRunner}. */
export interface CommandRunnerOptions {
  /** Default: `inherit`. */
  readonly stdin?: StdinPolicy | undefined;
  /**
   * Gives a program, and arguments for it, that starts the plugin in place of this process, with fewer rights for instance. The path and the arguments of
   * the plugin are added. The program must replace itself with the plugin, or end when the plugin ends and end the plugin when it is killed.
   * Returns undefined to start the plugin directly. Default: none.
   */
  readonly launcher?:
    ((command: PluginCommand) => readonly [program: string, ...args: string[]] | undefined) | undefined;
}

/**
 * The default runner. It starts a child process without a shell, in the same process group, so that Ctrl-C in a
 * terminal reaches both host and plugin. A process group of its own would also stop the plugin (SIGTTIN) when it reads
 * stdin. A command without a path is looked up on the plugin's PATH, or else on the host's.
 */
export function createCommandRunner(options: CommandRunnerOptions = {}): RunnerFunction {
  return async (command, signal) => {
    if (signal.aborted) throw new GoPluginError('CANCELED', { operation: 'start' }, { cause: signal.reason });
    const file = await findProgram(command.command, command.cwd, command.env['PATH'] ?? process.env['PATH']);
    const path = file ?? command.command;
    assertPassable(path, command.env);
    const child = await spawnChild(path, command, options);
    return new ChildPlugin(child, basename(command.command), path);
  };
}

/**
 * A variable cannot contain a zero byte. Node reports that too, but its error quotes the value, which may be a secret.
 */
function assertPassable(path: string, env: PluginCommand['env']): void {
  const name = Object.keys(env).find((key) => `${key}=${env[key] ?? ''}`.includes('\0'));
  if (name === undefined) return;
  const cause = new Error(`the environment variable ${JSON.stringify(name)} contains a zero byte`);
  throw new GoPluginError('SPAWN_FAILED', { path }, { cause });
}

async function spawnChild(path: string, command: PluginCommand, options: CommandRunnerOptions): Promise<PipedChild> {
  const { stdin = 'inherit', launcher } = options;
  const launched = launcher?.(command);
  const [file, ...before] = launched === undefined ? [path] : [...launched, path];
  try {
    const child = await spawnPiped(file, [...before, ...command.args], {
      stdin,
      argv0: launched === undefined ? command.command : undefined,
      cwd: command.cwd,
      env: { ...command.env },
      windowsHide: true,
    });
    // A failed spawn is an 'error' event; without a listener, it would crash this process. Later errors (a failed kill)
    // tell no more than 'exit'.
    await new Promise<void>((resolve, reject) => {
      child.process.once('spawn', resolve);
      child.process.on('error', reject);
    });
    return child;
  } catch (error) {
    throw await explainSpawnFailure(file, command.cwd, error);
  }
}

class ChildPlugin implements Runner {
  readonly #path: string;

  readonly pid: number | undefined;
  readonly id: string;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** On `exit`, not on `close`, which waits for every process that inherited the pipes. */
  readonly exited: Promise<ProcessExit>;

  readonly #child: ChildProcess;

  constructor(
    { process: child, stdout, stderr }: PipedChild,
    readonly name: string,
    path: string,
  ) {
    this.#path = path;

    this.#child = child;
    this.pid = child.pid;
    this.id = String(child.pid);
    this.stdout = stdout;
    this.stderr = stderr;
    this.exited = new Promise((resolve) => {
      child.once('exit', (exitCode, exitSignal) => resolve({ exitCode, exitSignal }));
    });
  }

  terminate(): void {
    thisPlatform.terminate((signal) => this.#child.kill(signal));
  }

  kill(): void {
    thisPlatform.kill((signal) => this.#child.kill(signal));
  }

  /** The pipes are read as long as this process lives, because a Go plugin dies when it writes to a closed pipe. */
  release(): void {
    this.#child.unref();
    for (const pipe of [this.stdout, this.stderr]) if (pipe instanceof Socket) pipe.unref();
  }

  pluginToHost(address: PluginAddress): PluginAddress {
    return address;
  }

  hostToPlugin(address: PluginAddress): PluginAddress {
    return address;
  }

  diagnose(): Promise<readonly string[]> {
    return describeProgramFile(this.#path);
  }
}
