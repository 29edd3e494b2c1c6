import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
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

  async run(request: CommandRequest, { signal, timeoutMs }: CallOptions = {}): Promise<CommandResult> {
    const { step } = request;
    if (signal?.aborted === true) throw new AwfError('EXECUTION.COMMAND.CANCELED', { step });
    const child = spawn(this.shell, ['-c', request.command], {
      cwd: request.cwd,
      env: { ...request.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const stdout = this.collect(child.stdout);
    const stderr = this.collect(child.stderr);
    const ended = endOf(child, request.cwd);
    using interruption = interruptionOf(step, { signal, timeoutMs });
    const first = await Promise.race([ended, interruption.error]);
    if (AwfError.is(first)) {
      await this.killGroup(child, ended);
      throw first;
    }
    return {
      exitCode: first,
      stdout: stdout.toString(),
      stderr: stderr.toString(),
      truncated: stdout.truncated || stderr.truncated,
    };
  }

  private collect(stream: NodeJS.ReadableStream): BoundedText {
    const text = new BoundedText(this.outputLimitBytes);
    stream.on('data', (chunk: Buffer) => text.add(chunk));
    return text;
  }

  private async killGroup(child: ChildProcess, ended: Promise<number>): Promise<void> {
    signalGroup(child, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), this.killGraceMs);
    await ended.catch(() => undefined);
    clearTimeout(timer);
    // The shell is gone, but something in its group may have ignored SIGTERM.
    signalGroup(child, 'SIGKILL');
  }
}

/** What may end a command from outside: resolves with the error that this then is. Disposing it forgets about it. */
function interruptionOf(step: string, { signal, timeoutMs }: CallOptions): Disposable & { error: Promise<AwfError> } {
  let forget = (): void => undefined;
  const error = new Promise<AwfError>((resolve) => {
    const cancel = (): void => resolve(new AwfError('EXECUTION.COMMAND.CANCELED', { step }));
    const expire = (ms: number) => (): void =>
      resolve(new AwfError('EXECUTION.COMMAND.TIMEOUT', { step, timeoutMs: ms }));
    const timer = timeoutMs === undefined ? undefined : setTimeout(expire(timeoutMs), timeoutMs);
    signal?.addEventListener('abort', cancel, { once: true });
    forget = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };
  });
  return { error, [Symbol.dispose]: () => forget() };
}

/** Resolves with the exit code when the command has ended and its output is read. */
async function endOf(child: ChildProcess, cwd: string): Promise<number> {
  const closed = once(child, 'close');
  closed.catch(() => undefined);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    await drained(child, closed);
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } catch (error) {
    // sh itself is always there: what fails to spawn is the working directory.
    throw new AwfError('SYSTEM.IO.READ_FAILED', { path: cwd }, { cause: error });
  }
}

async function drained(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    // Node runs timers that are due before it looks for I/O: one turn for what lies in the pipe, another for its end.
    timer = setTimeout(() => setImmediate(() => setImmediate(resolve)), drainMs);
  });
  await Promise.race([closed, late]);
  clearTimeout(timer);
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
