import { GoPluginError } from '../errors/go-plugin-error.js';
import type { ReattachConfig } from '../handshake/reattach-config.js';
import type { PluginAddress } from '../net/address.js';
import type { Dialer } from '../net/dialer.js';
import { isAlive, thisPlatform, type Platform, type SendSignal } from '../platform.js';
import type { AttachedRunner, ProcessExit } from './runner.js';

/** As in go-plugin. Only polling can notice the exit of a process that is not a child. */
const pollMs = 1_000;
/** The interval after a signal, because a caller waits for its effect. */
const quickPollMs = 20;

/** How to attach to a process. */
export interface AttachContext {
  readonly dial: Dialer;
  readonly sendSignal: SendSignal;
  /** Default: the platform of this process. */
  readonly platform?: Platform | undefined;
}

/**
 * Attaches to the process of a configuration. The process must exist, and its address must accept connections.
 * @throws GoPluginError `PROCESS_NOT_FOUND`, also if nobody listens; `CONFIG_INVALID` without a pid; or the signal's
 * reason
 */
export async function attachProcess(
  { pid, address }: ReattachConfig,
  { dial, sendSignal, platform }: AttachContext,
  signal: AbortSignal,
): Promise<AttachedProcess> {
  // For the operating system, 0 means the whole process group.
  if (pid <= 0) throw new GoPluginError('CONFIG_INVALID', { problem: 'the reattach configuration has no pid' });
  const notFound = (cause?: unknown): GoPluginError =>
    new GoPluginError('PROCESS_NOT_FOUND', { pid, address: address.address }, { cause });
  if (!isAlive(pid, sendSignal)) throw notFound();
  try {
    (await dial(signal)).destroy();
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw notFound(error);
  }
  return new AttachedProcess(pid, sendSignal, platform);
}

/** A process that this process did not start. Only its pid is known. */
export class AttachedProcess implements AttachedRunner {
  readonly #sendSignal: SendSignal;
  readonly #platform: Platform;

  readonly id: string;
  readonly exited: Promise<ProcessExit>;
  #poll: NodeJS.Timeout | undefined;
  #answers = false;
  #resolveExited: (exit: ProcessExit) => void = () => undefined;

  constructor(
    readonly pid: number,
    sendSignal: SendSignal,
    platform: Platform = thisPlatform,
  ) {
    this.#sendSignal = sendSignal;
    this.#platform = platform;

    this.id = String(pid);
    this.exited = new Promise((resolve) => (this.#resolveExited = resolve));
    this.#look(pollMs);
  }

  /**
   * Records that the plugin has answered. The system reuses pids, so a process that has not answered may be any program
   * and gets no signal. go-plugin before 1.6.2 killed such processes.
   */
  confirm(): void {
    this.#answers = true;
  }

  terminate(): void {
    this.#platform.terminate((signal) => this.#send(signal));
  }

  kill(): void {
    this.#platform.kill((signal) => this.#send(signal));
  }

  release(): void {
    clearInterval(this.#poll);
  }

  pluginToHost(address: PluginAddress): PluginAddress {
    return address;
  }

  hostToPlugin(address: PluginAddress): PluginAddress {
    return address;
  }

  #look(everyMs: number): void {
    clearInterval(this.#poll);
    this.#poll = setInterval(() => {
      if (isAlive(this.pid, this.#sendSignal)) return;
      this.release();
      this.#resolveExited({ exitCode: null, exitSignal: null });
    }, everyMs);
  }

  #send(signal: NodeJS.Signals): void {
    if (!this.#answers || !isAlive(this.pid, this.#sendSignal)) return;
    try {
      this.#sendSignal(this.pid, signal);
      this.#look(quickPollMs);
    } catch {
      // The process has exited, or belongs to another user.
    }
  }
}
