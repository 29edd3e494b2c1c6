import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** A command to run. */
export interface CommandRequest {
  /** Name of the step that it belongs to, for messages. */
  readonly step: string;
  /** In the language of the shell. */
  readonly command: string;
  /** Working directory. */
  readonly cwd: string;
  /** The whole environment of the command. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How a command ended. */
export interface CommandResult {
  /** 128 + the signal's number where a signal ended it, as shells count. */
  readonly exitCode: number;
  /** What it wrote, up to a limit that the adapter sets. */
  readonly stdout: string;
  /** The same of stderr. */
  readonly stderr: string;
  /** Whether the limit cut something off. */
  readonly truncated: boolean;
}

/** Runs shell commands. */
export interface CommandRunner {
  /**
   * Runs a command to its end. Any exit code is a result, not an error; one that the system does not start, because it is too long for
   * instance, ends with 126, and stderr says why. When it rejects, nothing the command started is left running.
   *
   * @throws AwfError `EXECUTION.COMMAND.TIMEOUT`, `.CANCELED`; `SYSTEM.IO.READ_FAILED` when the working directory cannot be used
   */
  run(request: CommandRequest, options?: CallOptions): Promise<CommandResult>;
}

/** What the {@link CommandRunner} is bound under. */
export const COMMAND_RUNNER = token<CommandRunner>('CommandRunner');
