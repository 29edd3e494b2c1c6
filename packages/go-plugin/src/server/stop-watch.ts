import { hostProbe } from '../log/library-lines.js';
import type { Logger, LogLevel } from '../logger.js';
import type { PluginProcess } from './plugin-process.js';
import type { ServeOptions, ShutdownReason } from './serve-options.js';

/** Why the plugin stops, and the exit status of its process. Without a status, the process continues. */
export interface StopRequest {
  readonly reason: ShutdownReason;
  readonly exitCode: number | undefined;
}

const parentPollMs = 1_000;
const probeMs = 3_000;
/** The conventional status after a signal: 128 plus the signal's number. */
const signalExitCodes = { SIGTERM: 143, SIGHUP: 129 } as const;

/** Waits for the first reason to stop. In the meantime, it handles signals and watches the host. */
export class StopWatch {
  readonly #process: PluginProcess;
  readonly #logger: Logger;

  readonly stopped: Promise<StopRequest>;
  readonly #releases: (() => void)[] = [];
  readonly #withHost: boolean;
  #resolve: (request: StopRequest) => void = () => undefined;
  #requested = false;
  #interrupts = 0;
  #signals = 0;

  constructor(process: PluginProcess, logger: Logger, options: Pick<ServeOptions, 'signal' | 'exitWithHost'>) {
    this.#process = process;
    this.#logger = logger;

    this.stopped = new Promise((resolve) => (this.#resolve = resolve));
    this.#watchSignals();
    this.#withHost = options.exitWithHost !== false;
    if (this.#withHost) this.#watchHost();
    if (options.signal !== undefined) this.#watchAbort(options.signal);
  }

  /** Asks to stop. Only the first request counts. */
  request(reason: ShutdownReason, exitCode: number | undefined): void {
    this.#requested = true;
    this.#resolve({ reason, exitCode });
  }

  /** Stops when the only connection of a multiplexed plugin has ended, or never came. */
  watchMux(ended: Promise<'never connected' | 'closed'>): void {
    void ended.then((how) => {
      if (how === 'closed') this.#hostGone('the host has closed its connection');
      else this.#hostGone('no host has connected within 5 s', 'error', 1);
    });
  }

  /**
   * Notices the exit of a host if a shell is between host and plugin. The shell is the parent and stays alive. So while
   * no host is connected, the plugin writes a line to stderr from time to time. If nobody can read it, the pipe breaks.
   */
  watchConnections(server: { onConnections(changed: (open: number) => void): void }): void {
    if (!this.#withHost) return;
    let probe: NodeJS.Timeout | undefined;
    const stop = (): void => clearInterval(probe);
    const changed = (open: number): void => {
      stop();
      if (open > 0) return;
      probe = setInterval(() => this.#process.writeError(`${hostProbe}\n`), probeMs);
      probe.unref();
    };
    changed(0);
    server.onConnections(changed);
    this.#releases.push(stop);
  }

  /** Restores the default action of signals, and stops watching. */
  release(): void {
    for (const release of this.#releases.splice(0)) release();
  }

  #watchSignals(): void {
    // Ctrl-C in a terminal reaches the whole process group. The host decides what that means for its plugins.
    this.#onSignal('SIGINT', () => {
      this.#interrupts++;
      this.#logger.log('trace', 'plugin received interrupt signal, ignoring', { count: this.#interrupts });
    });
    for (const [signal, exitCode] of Object.entries(signalExitCodes) as [keyof typeof signalExitCodes, number][]) {
      this.#onSignal(signal, () => {
        // A second signal means that the sender does not want to wait.
        if (++this.#signals > 1) this.#process.exit(exitCode);
        this.request('signal', exitCode);
      });
    }
  }

  #watchHost(): void {
    const poll = setInterval(() => {
      if (this.#process.parentGone()) this.#hostGone('the host process has ended');
    }, parentPollMs);
    poll.unref();
    this.#releases.push(() => clearInterval(poll));
    this.#releases.push(
      this.#process.onOutputBroken(() => this.#hostGone('the host does not read the output any more')),
    );
  }

  /** A host that has called Shutdown may hang up, even before it gets the answer. */
  #hostGone(why: string, level: LogLevel = 'warn', exitCode = 0): void {
    if (this.#requested) return;
    this.#logger.log(level, 'plugin stops', { why });
    this.request('orphaned', exitCode);
  }

  #watchAbort(signal: AbortSignal): void {
    const abort = (): void => this.request('aborted', undefined);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    this.#releases.push(() => signal.removeEventListener('abort', abort));
  }

  #onSignal(signal: NodeJS.Signals, handler: () => void): void {
    this.#releases.push(this.#process.onSignal(signal, handler));
  }
}
