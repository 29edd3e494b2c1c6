import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { spawnPiped, type PipedChild } from 'plugin-stdio';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginAddress } from '../net/address.js';
import { thisPlatform } from '../platform.js';
import { describeProgramFile, explainSpawnFailure, findProgram } from './program-file.js';
import type { PluginCommand, ProcessExit, Runner, RunningPlugin } from './runner.js';

/** Where a plugin's stdin comes from. `inherit` is go-plugin's way: the plugin reads the host's own stdin. */
export type StdinPolicy = 'inherit' | 'ignore';

/** How {@link createCommandRunner}'s plugins are spawned. */
export interface CommandRunnerOptions {
  /** Default: `inherit`. */
  readonly stdin?: StdinPolicy | undefined;
}

/**
 * The default runner: a child process of this one, started without a shell, in the same process group, so that Ctrl-C in a
 * terminal reaches host and plugin alike (T23). A bare command name is looked up on the plugin's PATH, else on the host's.
 */
export function createCommandRunner(options: CommandRunnerOptions = {}): Runner {
  return async (command, signal) => {
    if (signal.aborted) throw new GoPluginError('CANCELED', { operation: 'start' }, { cause: signal.reason });
    const file = await findProgram(command.command, command.cwd, command.env['PATH'] ?? process.env['PATH']);
    const path = file ?? command.command;
    assertPassable(path, command.env);
    const child = await spawnChild(path, command, options.stdin ?? 'inherit');
    return new ChildPlugin(child, basename(command.command), path);
  };
}

/** A zero byte ends a variable. Node would say so too, but quotes the value, which may be a secret. */
function assertPassable(path: string, env: PluginCommand['env']): void {
  const name = Object.keys(env).find((key) => `${key}=${env[key] ?? ''}`.includes('\0'));
  if (name === undefined) return;
  const cause = new Error(`the environment variable ${JSON.stringify(name)} contains a zero byte`);
  throw new GoPluginError('SPAWN_FAILED', { path }, { cause });
}

async function spawnChild(path: string, command: PluginCommand, stdin: StdinPolicy): Promise<PipedChild> {
  try {
    const child = await spawnPiped(path, command.args, {
      stdin,
      argv0: command.command,
      cwd: command.cwd,
      env: { ...command.env },
      windowsHide: true,
    });
    // Errors of spawning are events (T31); later ones (a failed kill) have nothing to say that 'exit' does not.
    await new Promise<void>((resolve, reject) => {
      child.process.once('spawn', resolve);
      child.process.on('error', reject);
    });
    return child;
  } catch (error) {
    throw await explainSpawnFailure(path, command.cwd, error);
  }
}

class ChildPlugin implements RunningPlugin {
  readonly pid: number | undefined;
  readonly id: string;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Not `close`, which waits for every process that inherited the pipes (T22). */
  readonly exited: Promise<ProcessExit>;

  private readonly child: ChildProcess;

  constructor(
    { process: child, stdout, stderr }: PipedChild,
    readonly name: string,
    private readonly path: string,
  ) {
    this.child = child;
    this.pid = child.pid;
    this.id = String(child.pid);
    this.stdout = stdout;
    this.stderr = stderr;
    this.exited = new Promise((resolve) => {
      child.once('exit', (exitCode, exitSignal) => resolve({ exitCode, exitSignal }));
    });
  }

  terminate(): void {
    thisPlatform.terminate((signal) => this.child.kill(signal));
  }

  kill(): void {
    thisPlatform.kill((signal) => this.child.kill(signal));
  }

  /** The pipes are read on as long as this process lives: a Go plugin dies of writing to a closed one. */
  release(): void {
    this.child.unref();
    for (const pipe of [this.stdout, this.stderr]) if (pipe instanceof Socket) pipe.unref();
  }

  pluginToHost(address: PluginAddress): PluginAddress {
    return address;
  }

  hostToPlugin(address: PluginAddress): PluginAddress {
    return address;
  }

  diagnose(): Promise<readonly string[]> {
    return describeProgramFile(this.path);
  }
}
