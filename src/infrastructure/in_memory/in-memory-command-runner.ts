import { AwfError } from '../../domain/errors/awf-error.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { CommandRequest, CommandResult, CommandRunner } from '../../ports/command-runner.js';
import { withinLimits } from 'plugin-async';

/**
 * Stands in for a shell: gives the result of a command, or undefined for a command that it does not know. What the result leaves out is as
 * after `:`, exit code 0 and no output. `signal` is aborted when nobody waits for the command any more.
 */
export type InMemoryShell = (
  request: CommandRequest,
  signal: AbortSignal,
) => Partial<CommandResult> | undefined | Promise<Partial<CommandResult> | undefined>;

/** Answers commands with a function. No process is started. */
export class InMemoryCommandRunner implements CommandRunner {
  /** What was to be run so far, in order. */
  readonly requests: readonly CommandRequest[];
  readonly #requests: CommandRequest[] = [];
  readonly #shell: InMemoryShell;

  constructor(shell: InMemoryShell = () => ({})) {
    this.#shell = shell;
    this.requests = this.#requests;
  }

  /** Gives what the function of the constructor says, and keeps the request. */
  run(request: CommandRequest, options: CallOptions = {}): Promise<CommandResult> {
    const { step, command } = request;
    const errors = {
      canceled: (cause: unknown) => new AwfError('EXECUTION.COMMAND.CANCELED', { step }, { cause }),
      late: (timeoutMs: number) => new AwfError('EXECUTION.COMMAND.TIMEOUT', { step, timeoutMs }),
    };
    return withinLimits(options, errors, async (signal) => {
      this.#requests.push(request);
      if (command.includes('\0'))
        return { ...silent, exitCode: 126, stderr: 'a command cannot hold a NUL character\n' };
      const result = await this.#shell(request, signal);
      if (result === undefined) return { ...silent, exitCode: 127, stderr: `${command}: not found\n` };
      return { ...silent, ...result };
    });
  }
}

const silent: CommandResult = { exitCode: 0, stdout: '', stderr: '', truncated: false };
