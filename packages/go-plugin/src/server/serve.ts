import { settlesWithin, startTimer, systemTimers } from 'plugin-async';
import { formatHandshakeLine } from '../handshake/handshake-line.js';
import { readPluginEnvironment, type PluginEnvironment } from '../handshake/plugin-environment.js';
import { HclogWriter } from '../log/hclog-writer.js';
import type { Logger } from '../logger.js';
import { DropReport } from '../stdio/drop-report.js';
import type { OutputCapture } from '../stdio/output-capture.js';
import { StdioService } from '../stdio/stdio-service.js';
import { nodePluginProcess } from './node-plugin-process.js';
import type { PluginProcess } from './plugin-process.js';
import { startPluginServer, type PluginServer } from './plugin-server.js';
import { defaultShutdownTimeoutMs, type ServeOptions } from './serve-options.js';
import { StopWatch, type StopRequest } from './stop-watch.js';

/** How long to wait for printed text when the host asks to stop. */
const flushTimeoutMs = 250;
/**
 * How long running calls may continue: the rest of the time after the shutdown hook, but never less than the first
 * value, so that Shutdown itself is answered.
 */
const shortestGraceMs = 100;
const longestGraceMs = 500;
/** How long a program may run after `await serve()` if its own timers keep it alive. */
const lingerMs = 250;

/**
 * Serves plugins to the host that started this process. go-plugin's Serve. Resolves when the host has shut the plugin
 * down. Then the process exits with status 0, after 250 ms at the latest, or earlier if the time to stop is over. Never
 * rejects: if a person started the program, or it cannot start, it reports that on stderr and exits with status 1.
 *
 * From now on, stdout and stderr belong to the host: printed text is streamed to it (go-plugin's SyncStdout and
 * SyncStderr). Uncaught errors are written to the real stderr like a Go panic, and end the process with status 1.
 * SIGINT is ignored. SIGTERM and SIGHUP stop the plugin gracefully.
 */
export async function serve(options: ServeOptions): Promise<void> {
  await serveIn(nodePluginProcess(), options);
}

/** The logger for a plugin: it writes hclog lines to the real stderr, and the host turns them into log entries. */
export function createPluginLogger(name?: string): Logger {
  return new HclogWriter({ name, write: (line) => nodePluginProcess().writeError(line) });
}

/** {@link serve} in a given process. */
export async function serveIn(process: PluginProcess, options: ServeOptions): Promise<void> {
  const environment = readPluginEnvironment(process.env, options.handshake);
  const complaint = cookieComplaint(environment, options.handshake.magicCookieKey);
  if (complaint !== undefined) {
    process.writeErrorNow(complaint);
    process.exit(1);
    return;
  }
  // With AutoMTLS, a private key is in the memory.
  if (environment.clientCertificatePem !== undefined) process.platform.leaveMemoryOutOfCoreDumps();
  const logger = options.logger ?? new HclogWriter({ write: (line) => process.writeError(line) });
  await new PluginRun(options, environment, process, logger).run();
}

function cookieComplaint(environment: PluginEnvironment, key: string): string | undefined {
  switch (environment.cookie) {
    case 'ok':
      return undefined;
    case 'misconfigured':
      return 'This plugin is built wrongly: the key or the value of its magic cookie is empty.\nPlease tell its author.\n';
    case 'mismatch':
      return (
        'This program is a plugin. A host starts it; started by hand it does nothing.\n' +
        `Install it where its host looks for plugins. (The host sets ${key}.)\n`
      );
  }
}

class PluginRun {
  readonly #options: ServeOptions;
  readonly #environment: PluginEnvironment;
  readonly #process: PluginProcess;
  readonly #logger: Logger;

  readonly #stdio: StdioService;
  readonly #watch: StopWatch;
  readonly #stdout: OutputCapture;
  #stderr: OutputCapture | undefined;
  #announced = false;

  constructor(options: ServeOptions, environment: PluginEnvironment, process: PluginProcess, logger: Logger) {
    this.#options = options;
    this.#environment = environment;
    this.#process = process;
    this.#logger = logger;

    const dropped = new DropReport(systemTimers, (bytes) =>
      this.#logger.log('warn', 'printed text was dropped: the host does not fetch it', { bytes }),
    );
    this.#stdio = new StdioService((bytes) => dropped.add(bytes), options.stdio);
    // Before anything else, because the handshake must be the first output on the real stdout.
    this.#stdout = process.capture('stdout', (data) => this.#stdio.push('stdout', data));
    this.#watch = new StopWatch(process, logger, options);
    this.#stdio.onDrained(() => {
      this.#stdout.drained();
      this.#stderr?.drained();
    });
  }

  async run(): Promise<void> {
    const releaseUncaught = this.#process.onUncaught((error) => this.#panic(error));
    const starting = this.#start();
    const early = await Promise.race([starting.then(() => undefined), this.#watch.stopped]);
    if (early?.exitCode !== undefined && !this.#announced) {
      void starting.then((late) => late?.stop(0));
      return this.#leave(early.exitCode, 0);
    }
    const server = await starting;
    if (server === undefined) return;
    const request = await this.#watch.stopped;
    const restMs = await this.#stop(server, request);
    this.#stderr?.release();
    if (request.reason === 'aborted') {
      releaseUncaught();
      this.#watch.release();
      this.#stdout.release();
      return;
    }
    const { reason, exitCode = 0 } = request;
    await this.#leave(exitCode, reason === 'signal' || exitCode !== 0 ? 0 : Math.min(lingerMs, restMs));
  }

  async #start(): Promise<PluginServer | undefined> {
    try {
      const server = await startPluginServer({
        options: this.#options,
        environment: this.#environment,
        process: this.#process,
        logger: this.#logger,
        stdio: this.#stdio,
        shutdown: {
          beforeAnswer: () => this.#stdio.flush(flushTimeoutMs),
          afterAnswer: () => this.#watch.request('host', 0),
        },
      });
      this.#announced = true;
      this.#process.writeHandshake(
        formatHandshakeLine({ ...server, announceMultiplex: this.#environment.multiplex.announce }),
      );
      this.#stderr = this.#process.capture('stderr', (data) => this.#stdio.push('stderr', data));
      if (server.muxEnded !== undefined) this.#watch.watchMux(server.muxEnded);
      this.#watch.watchConnections(server);
      return server;
    } catch (error) {
      // go-plugin exits with 0 here, which a host cannot distinguish from a plugin that printed nothing.
      this.#logger.log('error', 'plugin init error', { error });
      await this.#leave(1, 0);
      return undefined;
    }
  }

  /** @returns the milliseconds that are left before the host kills the plugin */
  async #stop(server: PluginServer, { reason }: StopRequest): Promise<number> {
    const deadline = Date.now() + (this.#options.shutdownTimeoutMs ?? defaultShutdownTimeoutMs);
    await this.#runHook(reason, deadline - Date.now());
    await this.#stdio.flush(flushTimeoutMs);
    await server.stop(Math.max(shortestGraceMs, Math.min(longestGraceMs, deadline - Date.now())));
    return Math.max(0, deadline - Date.now());
  }

  async #runHook(reason: StopRequest['reason'], timeoutMs: number): Promise<void> {
    const { onShutdown } = this.#options;
    if (onShutdown === undefined) return;
    const hook = (async () => onShutdown(reason))().catch((error: unknown) => {
      this.#logger.log('error', 'onShutdown failed', { error });
    });
    if (!(await settlesWithin(hook, timeoutMs)))
      this.#logger.log('warn', 'onShutdown did not end in time', { timeoutMs });
  }

  async #leave(exitCode: number, afterMs: number): Promise<void> {
    await this.#process.flushErrors(flushTimeoutMs);
    if (afterMs === 0) this.#process.exit(exitCode);
    else startTimer(afterMs, () => this.#process.exit(), { unref: true });
  }

  /** Hosts log a line with this beginning, and all lines after it, at level error, as for a Go panic (P18). */
  #panic(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#process.writeErrorNow(`panic: ${text}\n`);
    this.#process.exit(1);
  }
}
