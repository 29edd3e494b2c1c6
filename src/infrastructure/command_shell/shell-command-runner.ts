import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { limitCall, settlesWithin, startTimer, type LimitErrors } from 'plugin-async';
import { spawnPiped, type PipedChild } from 'plugin-stdio';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { CommandRequest, CommandResult, CommandRunner } from '../../ports/command-runner.js';
import { BoundedText } from './bounded-text.js';

/** Options of {@link ShellCommandRunner}. */
export interface ShellOptions {
  /** @default '/bin/sh' */
  readonly shell?: string;
  /** Bytes kept of stdout, and of stderr; the rest is read and dropped. @default 8 MiB */
  readonly outputLimitBytes?: number;
  /** How long a command that is to end may take after SIGTERM, before SIGKILL. @default 2000 */
  readonly killGraceMs?: number;
}

/** How long the pipes of a command that has ended may stay open, when a process that it left behind still holds them. */
const drainMs = 250;

/**
 * Runs commands with `sh -c`, each in a process group of its own, so that a timeout or a cancellation ends all of what it
 * started. stdin is empty. What a command leaves in the background on purpose (`server &`) lives on when it ends by itself.
 */
export class ShellCommandRunner implements CommandRunner {
  private readonly shell: string;
  private readonly outputLimitBytes: number;
  private readonly killGraceMs: number;

  constructor({ shell = '/bin/sh', outputLimitBytes = 8 * 1024 * 1024, killGraceMs = 2_000 }: ShellOptions = {}) {
    this.shell = shell;
    this.outputLimitBytes = outputLimitBytes;
    this.killGraceMs = killGraceMs;
  }

  async run(request: CommandRequest, options: CallOptions = {}): Promise<CommandResult> {
    using limit = limitCall(options, limitErrors(request.step));
    limit.signal.throwIfAborted();
    let child: PipedChild;
    try {
      child = await this.spawn(request);
    } catch (error) {
      return notStarted(error);
    }
    const stdout = this.collect(child.stdout);
    const stderr = this.collect(child.stderr);
    const ended = endOf(child, request.cwd);
    const first = await Promise.race([ended, reasonOf(limit.signal)]);
    if (AwfError.is(first)) {
      await this.killGroup(child.process, ended);
      throw first;
    }
    if (typeof first !== 'number') return first;
    return {
      exitCode: first,
      stdout: stdout.toString(),
      stderr: stderr.toString(),
      truncated: stdout.truncated || stderr.truncated,
    };
  }

  private spawn({ command, cwd, env }: CommandRequest): Promise<PipedChild> {
    return spawnPiped(this.shell, ['-c', command], { stdin: 'ignore', cwd, env: { ...env }, detached: true });
  }

  private collect(stream: Readable): BoundedText {
    const text = new BoundedText(this.outputLimitBytes);
    stream.on('data', (chunk: Buffer) => text.add(chunk));
    return text;
  }

  private async killGroup(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
    signalGroup(child, 'SIGTERM');
    const cancelTimer = startTimer(this.killGraceMs, () => signalGroup(child, 'SIGKILL'));
    await ended.catch(() => undefined);
    cancelTimer();
    // The shell is gone, but something in its group may have ignored SIGTERM.
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

/** Resolves with the exit code when the command has ended and its output is read, or with why it could not be started. */
async function endOf({ process: child, stdout, stderr }: PipedChild, cwd: string): Promise<number | CommandResult> {
  const closed = Promise.all([stdout, stderr].map((stream) => once(stream, 'close')));
  closed.catch(() => undefined);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    await settlesWithin(closed, drainMs);
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } catch (error) {
    // sh itself is always there: what cannot be found or entered is the working directory.
    if (!directoryFaults.has((error as NodeJS.ErrnoException).code)) return notStarted(error);
    throw new AwfError('SYSTEM.IO.READ_FAILED', { path: cwd }, { cause: error });
  } finally {
    stdout.destroy();
    stderr.destroy();
  }
}

const directoryFaults: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'EACCES']);

/** Node's own words would quote the whole command, in which there may be secrets. */
const startFaults: Readonly<Record<string, string>> = {
  E2BIG: 'the command, or its environment, is longer than the system allows',
  ERR_INVALID_ARG_VALUE: 'neither the command nor its folder nor its environment can hold a NUL character',
};

/** A command that the system does not start ends as one that a shell cannot start: with 126, and the reason on stderr. */
function notStarted(error: unknown): CommandResult {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return { exitCode: 126, stdout: '', stderr: `${startFaults[code] ?? message}\n`, truncated: false };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
