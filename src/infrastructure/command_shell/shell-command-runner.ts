import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, stat } from 'node:fs/promises';
import { constants as system } from 'node:os';
import type { Readable } from 'node:stream';
import { limitCall, settlesWithin, startTimer, type LimitErrors } from 'plugin-async';
import { spawnPiped, type PipedChild } from 'plugin-stdio';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { CommandRequest, CommandResult, CommandRunner } from '../../ports/command-runner.js';
import { BoundedText } from './bounded-text.js';
import { CommandReaper } from './command-reaper.js';
import { userShell } from './user-shell.js';

/** Options of {@link ShellCommandRunner}. */
export interface ShellOptions {
  /** @default the user's shell, as {@link userShell} finds it */
  readonly shell?: string;
  /** Bytes kept of stdout, and of stderr; the rest is read and dropped. @default 8 MiB */
  readonly outputLimitBytes?: number;
  /** How long a command that is to end may take after SIGTERM, before SIGKILL. @default 2000 */
  readonly killGraceMs?: number;
}

/** How long the pipes of a command that has ended may stay open, when a process that it left behind still holds them. */
const drainMs = 250;

/**
 * Runs commands with `$SHELL -c`, each in a process group of its own, so that a timeout or a cancellation ends all of what it
 * started. A reaper does so when this process is killed. stdin is empty. What a command leaves in the background on purpose (`server &`) lives on when it ends by itself.
 */
export class ShellCommandRunner implements CommandRunner {
  readonly #shell: string;
  readonly #outputLimitBytes: number;
  readonly #killGraceMs: number;
  readonly #running = new Set<ChildProcess>();
  readonly #reaper = new CommandReaper();

  constructor({ shell = userShell(), outputLimitBytes = 8 * 1024 * 1024, killGraceMs = 2_000 }: ShellOptions = {}) {
    this.#shell = shell;
    this.#outputLimitBytes = outputLimitBytes;
    this.#killGraceMs = killGraceMs;
  }

  /** Ends what watches over the commands. Call it when none is to run any more. */
  close(): void {
    this.#reaper.close();
  }

  async run(request: CommandRequest, options: CallOptions = {}): Promise<CommandResult> {
    using limit = limitCall(options, limitErrors(request.step));
    limit.signal.throwIfAborted();
    const child = await this.#start(request);
    if ('exitCode' in child) return child;
    const stdout = this.#collect(child.stdout);
    const stderr = this.#collect(child.stderr);
    const ended = endOf(child);
    const first = await this.#firstOf(child.process, ended, limit.signal);
    if (AwfError.is(first)) throw first;
    return {
      exitCode: first,
      stdout: stdout.toString(),
      stderr: stderr.toString(),
      truncated: stdout.truncated || stderr.truncated,
    };
  }

  /**
   * The command, running, or its result where it cannot run.
   * @throws AwfError `EXECUTION.COMMAND.NOT_STARTED`, `SYSTEM.IO.READ_FAILED` for the working directory
   */
  async #start({ step, command, cwd, env }: CommandRequest): Promise<PipedChild | CommandResult> {
    try {
      const options = { stdin: 'ignore', cwd, env: { ...env }, detached: true } as const;
      const child = await spawnPiped(this.#shell, ['-c', command], options);
      if (child.process.pid !== undefined) return child;
      // Node reports some failures as an event.
      const [error] = (await once(child.process, 'error')) as [unknown];
      throw error;
    } catch (cause) {
      const { code = '', message } = cause as NodeJS.ErrnoException;
      const fault = commandFaults[code];
      if (fault !== undefined) return { exitCode: 126, stdout: '', stderr: `${fault}\n`, truncated: false };
      await checkFolder(step, cwd);
      throw new AwfError('EXECUTION.COMMAND.NOT_STARTED', { step, reason: startFaults[code] ?? message }, { cause });
    }
  }

  #collect(stream: Readable): BoundedText {
    const text = new BoundedText(this.#outputLimitBytes);
    // What came before a pipe broke is kept.
    stream.on('error', () => undefined);
    stream.on('data', (chunk: Buffer) => text.add(chunk));
    return text;
  }

  /**
   * The exit code, or why the command had to be ended. It is in a process group of its own, so neither Ctrl-C in the terminal nor the end
   * of this process would end it.
   */
  async #firstOf(child: ChildProcess, ended: Promise<number>, signal: AbortSignal): Promise<number | AwfError> {
    if (this.#running.size === 0) process.on('exit', this.#endAll);
    this.#running.add(child);
    if (child.pid !== undefined) this.#reaper.watch(child.pid);
    try {
      const first = await Promise.race([ended, reasonOf(signal)]);
      if (AwfError.is(first)) await this.#killGroup(child, ended);
      return first;
    } finally {
      this.#running.delete(child);
      if (child.pid !== undefined) this.#reaper.forget(child.pid);
      if (this.#running.size === 0) process.off('exit', this.#endAll);
    }
  }

  readonly #endAll = (): void => {
    for (const child of this.#running) signalGroup(child, 'SIGKILL');
  };

  async #killGroup(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
    signalGroup(child, 'SIGTERM');
    const cancelTimer = startTimer(this.#killGraceMs, () => signalGroup(child, 'SIGKILL'));
    await ended;
    cancelTimer();
    // The shell has exited, but something in its group may have ignored SIGTERM.
    signalGroup(child, 'SIGKILL');
  }
}

const limitErrors = (step: string): LimitErrors => ({
  canceled: (cause) => new AwfError('EXECUTION.COMMAND.CANCELED', { step }, { cause }),
  late: (timeoutMs) => new AwfError('EXECUTION.COMMAND.TIMEOUT', { step, timeoutMs }),
});

/** Resolves with the reason of a signal, once it has one. */
const reasonOf = (signal: AbortSignal): Promise<AwfError> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason as AwfError);
    signal.addEventListener('abort', () => resolve(signal.reason as AwfError), { once: true });
  });

/** Resolves with the exit code when the command has ended and its output is read. */
async function endOf({ process: child, stdout, stderr }: PipedChild): Promise<number> {
  const closed = Promise.all([stdout, stderr].map((stream) => once(stream, 'close')));
  closed.catch(() => undefined);
  // An error after the start is a signal that could not be sent, because the command has just ended.
  child.on('error', () => undefined);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('exit', (...end) => resolve(end));
  });
  await settlesWithin(closed, drainMs);
  stdout.destroy();
  stderr.destroy();
  return code ?? 128 + (signal === null ? 0 : system.signals[signal]);
}

/** Faults of the command itself. The exit code is that of a shell for such a command. Node's message would quote the command, which may contain secrets. */
const commandFaults: Readonly<Record<string, string>> = {
  E2BIG: 'the command, or its environment, is longer than the system allows',
  ERR_INVALID_ARG_VALUE: 'neither the command nor its folder nor its environment can hold a NUL character',
};

/** Faults of the system, in words for people. */
const startFaults: Readonly<Record<string, string>> = {
  EMFILE: 'this process has no free file descriptors',
  ENFILE: 'the system has no free file descriptors',
  EAGAIN: 'the system allows no more processes',
  ENOMEM: 'the system has no free memory',
  ENOENT: 'the shell does not exist',
  EACCES: 'the shell may not be executed',
};

/** The system reports a missing folder as if the shell were missing. @throws AwfError `SYSTEM.IO.READ_FAILED` */
async function checkFolder(step: string, path: string): Promise<void> {
  const refused = (problem: string, cause?: unknown): AwfError =>
    new AwfError('SYSTEM.IO.READ_FAILED', { path, step, problem: { problem } }, { cause });
  try {
    await access(path, constants.X_OK);
    if ((await stat(path)).isDirectory()) return;
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    // Without free descriptors the folder cannot be checked, and it is not the cause.
    if (code === 'EMFILE' || code === 'ENFILE') return;
    throw refused(folderFaults[code] ?? message, cause);
  }
  throw refused('it is not a folder');
}

const folderFaults: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it does not exist, because something before it in the path is not a folder',
  EACCES: 'you may not enter it',
};

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
