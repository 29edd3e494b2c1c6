import { basename, join } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { programNameOf } from '../../domain/plugin/manifest-rules.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import { createCommandRunner, PluginClient } from 'go-plugin-node';
import type { GrpcBroker, GrpcConnection, GrpcPlugin, RunnerFunction } from 'go-plugin-node';
import type { PluginSandbox } from '../../domain/plugin/plugin-sandbox.js';
import type { Logger } from '../../ports/logger.js';
import type { EmitHandler } from '../../ports/plugin-events.js';
import type { ConnectOptions, PluginConnection, PluginTransport } from '../../ports/plugin-transport.js';
import { awfHandshake, awfPluginKey } from '../../wire/handshake.js';
import { logLines } from './log-lines.js';
import { ProgressCalls, ProgressLog } from './progress-log.js';
import type { Confinement } from './sandbox/confine.js';
import type { MeansFinder } from './sandbox/means-finder.js';
import { explainStart } from './start-failure.js';

/** The way to a plugin, both ways. */
interface Dispensed {
  readonly grpc: GrpcConnection;
  readonly broker: GrpcBroker;
  /** Aborted when the process has exited. */
  readonly signal: AbortSignal;
}

const awfPlugin: GrpcPlugin<Dispensed> = { createClient: (grpc, broker, signal) => ({ grpc, broker, signal }) };

/** What calls need. */
const loadCalls = () => import('./grpc-plugin-connection.js');

/** Starts the process first, and loads what calls need while it starts: that is half of the time until the first answer. */
const processFirst =
  (start: RunnerFunction = createCommandRunner()): RunnerFunction =>
  async (command, signal) => {
    const running = await start(command, signal);
    loadCalls().catch(() => undefined);
    return running;
  };

/** How long a plugin may take to be connected to where the caller does not say, in milliseconds. */
const defaultStartTimeoutMs = 15_000;

/** A result of this size is held a few times while it is decoded; more would let one plugin exhaust the memory of its host. */
const defaultMessageBytes = 64 * 1024 * 1024;

/** An event may have 1 MiB of payload, and 65,536 characters of metadata. So what a plugin emits at a time takes 64 MiB at most. */
const emissionLimits = {
  maxReceiveMessageBytes: 2 * 1024 * 1024,
  serverOptions: { 'grpc.max_concurrent_streams': 32 },
};

const sha256 = /^[0-9a-f]{64}$/i;

/** The handshake has its own limit, whose error says more. The outer limit must be longer. */
const marginMs = 250;

/** Starts plugins as subprocesses and talks gRPC to them, as go-plugin does: AutoMTLS, AWF's handshake, its one plugin key. */
export class GrpcPluginTransport implements PluginTransport {
  readonly #logger: Logger;
  readonly #messageBytes: number;
  #finder: MeansFinder | undefined;

  /** `messageBytes`: the largest message that is taken from a plugin. @default 67108864 (64 MiB) */
  constructor(logger: Logger, { messageBytes = defaultMessageBytes }: { readonly messageBytes?: number } = {}) {
    this.#logger = logger;
    this.#messageBytes = messageBytes;
  }

  async connect(plugin: PluginInfo, options: ConnectOptions = {}): Promise<PluginConnection> {
    const { name } = plugin.manifest;
    const program = join(plugin.locator, programNameOf(basename(plugin.locator)));
    const { signal, timeoutMs = defaultStartTimeoutMs, checksum, sandbox, onEmit, onHandshake } = options;
    if (signal?.aborted === true)
      throw new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: name, call: 'start' }, { cause: signal.reason });
    if (checksum !== undefined && !sha256.test(checksum))
      throw new AwfError('EXECUTION.PLUGIN.CHECKSUM_MISMATCH', { plugin: name, path: program });

    const confined = sandbox === undefined ? undefined : await this.#confine(name, sandbox);
    const logger = this.#logger.named(name);
    // A plugin's output needs a stream of its own, so it is fetched only if the log shows it.
    const printed = logger.isEnabled('info')
      ? { syncStdout: logLines(logger, 'printed on stdout'), syncStderr: logLines(logger, 'printed on stderr') }
      : {};
    const progress = new ProgressCalls();
    const client = new PluginClient({
      handshake: awfHandshake,
      plugins: { [awfPluginKey]: awfPlugin },
      command: program,
      runner: processFirst(confined?.runner),
      ...(confined === undefined ? {} : { env: confined.env, skipHostEnv: confined.skipHostEnv, cwd: confined.cwd }),
      autoMtls: true,
      // go-plugin's P-521 costs 10 ms at each start, and peers on BoringSSL (Python's grpcio) cannot verify it (ADR 0004).
      certificateCurve: 'P-256',
      logger: new ProgressLog(this.#logger, progress),
      startTimeoutMs: timeoutMs,
      channelOptions: { 'grpc.max_receive_message_length': this.#messageBytes },
      brokerServers: emissionLimits,
      // In place, because a plugin may load other files from its folder, as one in TypeScript does.
      secureConfig: checksum === undefined ? undefined : { checksum, inPlace: true },
      ...printed,
    });
    try {
      if (onHandshake !== undefined) {
        await client.start({ signal, timeoutMs: timeoutMs + marginMs });
        onHandshake();
      }
      const dispensed = await client.dispense(awfPluginKey, { signal, timeoutMs: timeoutMs + marginMs });
      const { GrpcPluginConnection } = await loadCalls();
      if (onEmit !== undefined) await this.#takeEvents(dispensed, onEmit, logger);
      return new GrpcPluginConnection(name, client, dispensed.grpc, progress, this.#messageBytes);
    } catch (error) {
      await client.kill({ gracefulStopMs: 0 });
      throw await explainStart(name, program, error);
    }
  }

  /** A plugin that cannot emit events can still do everything else. */
  async #takeEvents({ broker, signal }: Dispensed, onEmit: EmitHandler, logger: Logger): Promise<void> {
    const { serveHostEvents } = await import('./host-events.js');
    try {
      await serveHostEvents(broker, onEmit, signal);
    } catch (error) {
      logger.log('warn', 'the plugin cannot emit events by itself', { error: (error as Error).message });
    }
  }

  /** Loaded here, because most plugins have no sandbox. */
  async #confine(plugin: string, sandbox: PluginSandbox): Promise<Confinement> {
    const { MeansFinder, thisSystem } = await import('./sandbox/means-finder.js');
    const { confine } = await import('./sandbox/confine.js');
    this.#finder ??= new MeansFinder(thisSystem);
    return confine(plugin, sandbox, this.#finder, process.env);
  }
}
