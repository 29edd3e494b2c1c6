import type { Writable } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import type { ChannelOptions } from '@grpc/grpc-js';
import type { CertificateCurve } from '../certificate/certificate.js';
import type { GrpcServerOptions } from '../grpc/grpc-server.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { Environment } from '../handshake/environment.js';
import type { HandshakeConfig } from '../handshake/handshake-config.js';
import { foldHostPlugins } from '../handshake/negotiation.js';
import type { ReattachConfig } from '../handshake/reattach-config.js';
import { silentLogger, type Logger } from '../logger.js';
import { thisPlatform } from '../platform.js';
import type { PluginSet, VersionedPlugins } from '../plugin-set.js';
import { createCommandRunner, type StdinPolicy } from '../process/child-process-runner.js';
import type { AttachFunction, RunnerFunction } from '../process/runner.js';
import { resolveSecureConfig, type ChecksumRule, type SecureConfig } from '../process/secure-config.js';
import type { DispensableSet } from './dispensed.js';
import type { UnixSocketConfig } from './socket-dir.js';

/** The options of a {@link PluginClient}. go-plugin's ClientConfig. */
export interface PluginClientOptions<S extends DispensableSet = PluginSet> {
  /** How host and plugin recognise each other. Must equal the plugin's. */
  readonly handshake: HandshakeConfig;
  /**
   * The plugins of `handshake.protocolVersion`. Give this, `versionedPlugins`, or both. If your sets are variables, put
   * all into `versionedPlugins`, where TypeScript sees the names of each.
   */
  readonly plugins?: S | undefined;
  /** Plugin sets by protocol version; the plugin chooses the highest that it has too. */
  readonly versionedPlugins?: Readonly<Record<number, S>> | undefined;

  /**
   * The plugin's program: a path, or a name on the PATH. It is started without a shell. Give this, `runner` or
   * `reattach`. A `runner` may be combined with `command`; go-plugin accepts exactly one of the three.
   */
  readonly command?: string | undefined;
  /** Its arguments. Default: none. */
  readonly args?: readonly string[] | undefined;
  /** Its working directory. Default: that of this process. */
  readonly cwd?: string | undefined;
  /** Variables for the plugin. They override those of this process; in go-plugin, it is the other way round. */
  readonly env?: Environment | undefined;
  /** Give the plugin only `env` and the protocol's variables, not those of this process. Default: false. */
  readonly skipHostEnv?: boolean | undefined;
  /** The plugin's stdin. Default: `inherit`, this process's stdin, as in go-plugin. Ignored with a `runner`. */
  readonly stdin?: StdinPolicy | undefined;
  /** The checksum that the program must have. Default: no check. */
  readonly secureConfig?: SecureConfig | undefined;
  /** Starts the plugin by other means than as a child process. It gets `command`, which is empty if there is none. */
  readonly runner?: RunnerFunction | undefined;

  /** Whether {@link cleanupClients} ends this plugin, too. Default: false. */
  readonly managed?: boolean | undefined;
  /**
   * Whether the plugin ends with this process, however this process ends: by its own exit, by a signal, even SIGKILL, or with its Worker.
   * Everything that the plugin started ends too, and its folders are removed, within 2 s. Default: true. In go-plugin, a plugin lives on when its
   * host is killed. Turn it off for a plugin that another host will attach to; {@link PluginClient.detach} does so for one that runs.
   */
  readonly exitWithHost?: boolean | undefined;
  /** Attaches to a running plugin instead of starting one. */
  readonly reattach?: ReattachConfig | undefined;
  /** Attaches by other means than pid and address. Needs `reattach`. */
  readonly attach?: AttachFunction | undefined;

  /**
   * Mutual TLS with certificates made for this one connection. Default: true, unless `tls` or `reattach` is given.
   * go-plugin's default is false. Turn it off for plugins without AutoMTLS, and for plugins that another host will
   * attach to.
   */
  readonly autoMtls?: boolean | undefined;
  /**
   * Curve of the host's AutoMTLS certificate. Default: `P-521`, as in go-plugin. `P-256` for plugins on BoringSSL (grpcio for Python),
   * which cannot verify P-521; it also takes about 10 ms less from the start to the first answer.
   */
  readonly certificateCurve?: CertificateCurve | undefined;
  /** Your own TLS settings, for plugins with a TLSProvider. Excludes `autoMtls`. */
  readonly tls?: ConnectionOptions | undefined;
  /**
   * All connections, including brokered ones, use one socket. go-plugin's GRPCBrokerMultiplex. The plugin must support
   * it; Go plugins do since go-plugin v1.6. Default: false.
   */
  readonly brokerMultiplex?: boolean | undefined;
  /** Where unix sockets are, and who may use them. Default: a directory for each plugin that only this user can use. */
  readonly unixSocketConfig?: UnixSocketConfig | undefined;
  /**
   * The first port for plugins that listen on tcp. Default: 10,000 if `maxPort` is not given either, as in go-plugin.
   */
  readonly minPort?: number | undefined;
  /**
   * The last port for plugins that listen on tcp. Default: 25,000 if `minPort` is not given either, as in go-plugin.
   */
  readonly maxPort?: number | undefined;

  /** Gets the log of this library and of the plugin's stderr. Default: none, and stderr is not parsed. */
  readonly logger?: Logger | undefined;
  /** Gets the bytes of the plugin's stderr. Default: none. */
  readonly stderr?: Writable | undefined;
  /** Gets what the plugin prints to stdout while it serves. go-plugin's SyncStdout. Default: none. */
  readonly syncStdout?: Writable | undefined;
  /** Gets what the plugin prints to stderr while it serves. go-plugin's SyncStderr. Default: none. */
  readonly syncStderr?: Writable | undefined;
  /** Longest line of stderr that is parsed, in bytes. Default: 65,536. */
  readonly logBufferBytes?: number | undefined;

  /** From the start of the process to the handshake line, in milliseconds. Default: 60,000. */
  readonly startTimeoutMs?: number | undefined;
  /** From the request to shut down to SIGKILL (or SIGTERM), in milliseconds. Default: 2,000. */
  readonly gracefulStopMs?: number | undefined;
  /** From SIGTERM to SIGKILL, in milliseconds. Default: 0, no SIGTERM, as in go-plugin. */
  readonly terminateMs?: number | undefined;
  /**
   * grpc-js options of the channel. By default, incoming messages may have 512 MiB, and outgoing
   * messages have no limit.
   */
  readonly channelOptions?: ChannelOptions | undefined;
  /** Limits of the servers that this host offers through the broker. By default, a request may have 256 MiB, and a plugin 10,000 calls at a time. */
  readonly brokerServers?: GrpcServerOptions | undefined;
}

/** The options with their defaults. */
export interface ClientSettings {
  readonly handshake: HandshakeConfig;
  readonly plugins: VersionedPlugins;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Environment;
  readonly skipHostEnv: boolean;
  readonly runner: RunnerFunction;
  readonly checksum: ChecksumRule | undefined;
  readonly managed: boolean;
  readonly exitWithHost: boolean;
  readonly reattach: ReattachConfig | undefined;
  readonly attach: AttachFunction | undefined;
  readonly autoMtls: boolean;
  readonly certificateCurve: CertificateCurve;
  readonly tls: ConnectionOptions | undefined;
  readonly brokerMultiplex: boolean;
  readonly unixSocketConfig: UnixSocketConfig;
  readonly minPort: number;
  readonly maxPort: number;
  readonly logger: Logger;
  readonly stderr: Writable | undefined;
  readonly syncStdout: Writable | undefined;
  readonly syncStderr: Writable | undefined;
  readonly logBufferBytes: number;
  readonly startTimeoutMs: number;
  readonly gracefulStopMs: number;
  readonly terminateMs: number;
  readonly channelOptions: ChannelOptions;
  readonly brokerServers: GrpcServerOptions;
}

/**
 * Checks the options and fills in the defaults.
 * @throws GoPluginError `CONFIG_INVALID`, `CHECKSUM_MISSING`, `HASH_UNKNOWN`
 */
export function resolveClientOptions(options: PluginClientOptions): ClientSettings {
  // Without this check, an untyped program would fail later with an error about a property of undefined.
  if ((options.handshake as HandshakeConfig | undefined) === undefined)
    throw new GoPluginError('CONFIG_INVALID', { problem: 'handshake is not given' });
  const plugins = foldHostPlugins(options, options.handshake.protocolVersion);
  const settings: ClientSettings = {
    handshake: options.handshake,
    plugins,
    command: options.command ?? '',
    args: options.args ?? [],
    cwd: options.cwd,
    env: options.env ?? {},
    skipHostEnv: options.skipHostEnv ?? false,
    runner: options.runner ?? createCommandRunner({ stdin: options.stdin }),
    checksum: options.secureConfig && resolveSecureConfig(options.secureConfig, startsInPlace(options)),
    managed: options.managed ?? false,
    exitWithHost: options.exitWithHost ?? true,
    reattach: options.reattach,
    attach: options.attach,
    autoMtls: options.autoMtls ?? (options.tls === undefined && options.reattach === undefined),
    certificateCurve: options.certificateCurve ?? 'P-521',
    tls: options.tls,
    brokerMultiplex: options.brokerMultiplex ?? false,
    unixSocketConfig: options.unixSocketConfig ?? {},
    ...resolvePorts(options.minPort ?? 0, options.maxPort ?? 0),
    logger: options.logger ?? silentLogger,
    stderr: options.stderr,
    syncStdout: options.syncStdout,
    syncStderr: options.syncStderr,
    logBufferBytes: options.logBufferBytes ?? 65_536,
    startTimeoutMs: options.startTimeoutMs ?? 60_000,
    gracefulStopMs: options.gracefulStopMs ?? 2_000,
    terminateMs: options.terminateMs ?? 0,
    channelOptions: options.channelOptions ?? {},
    brokerServers: options.brokerServers ?? {},
  };
  const problem = findSourceProblem(options) ?? findProblem(settings) ?? findReattachProblem(options);
  if (problem !== undefined) throw new GoPluginError('CONFIG_INVALID', { problem });
  return settings;
}

/** A user's own runner may start the program on another machine, where a copy on this one does not help. */
function startsInPlace({ runner }: PluginClientOptions): boolean {
  return runner !== undefined || !thisPlatform.startsCopies;
}

/** go-plugin's defaults count only when neither limit is given. */
function resolvePorts(minPort: number, maxPort: number): { readonly minPort: number; readonly maxPort: number } {
  return minPort === 0 && maxPort === 0 ? { minPort: 10_000, maxPort: 25_000 } : { minPort, maxPort };
}

/** Checks where the plugin comes from: it is started, or it is running already. */
function findSourceProblem(options: PluginClientOptions): string | undefined {
  const { command = '', runner, reattach } = options;
  if (command === '' && runner === undefined && reattach === undefined)
    return `${options.command === '' ? 'command is empty: ' : ''}one of command, runner and reattach must be given`;
  if (options.attach !== undefined && reattach === undefined) return 'attach goes with reattach, which is not given';
  if (options.secureConfig !== undefined && command === '' && reattach === undefined)
    return 'secureConfig checks the file of a command, and none is given';
  return undefined;
}

function findProblem(settings: ClientSettings): string | undefined {
  if (Object.keys(settings.plugins).length === 0) return 'neither plugins nor versionedPlugins is given';
  if (settings.handshake.magicCookieKey === '' || settings.handshake.magicCookieValue === '') {
    return 'the magic cookie has no key or no value';
  }
  if (settings.autoMtls && settings.tls !== undefined) return 'only one of autoMtls and tls can be given';
  if (settings.minPort > settings.maxPort) return 'minPort is greater than maxPort: give both';
  for (const name of ['startTimeoutMs', 'gracefulStopMs', 'terminateMs'] as const)
    if (!(settings[name] >= 0)) return `${name} is not a valid number of milliseconds`;
  if (!(settings.logBufferBytes >= 16)) return 'logBufferBytes is less than 16';
  return undefined;
}

/** go-plugin refuses the same, except for AutoMTLS. There its first call fails, because nobody has the key. */
function findReattachProblem(options: PluginClientOptions): string | undefined {
  if (options.reattach === undefined) return undefined;
  if (options.command !== undefined || options.runner !== undefined) {
    return 'only one of command, runner and reattach can be given';
  }
  if (options.secureConfig !== undefined) return 'only one of reattach and secureConfig can be given';
  if (options.autoMtls === true) return 'AutoMTLS is not supported with reattach';
  if (options.brokerMultiplex === true) return 'gRPC broker multiplexing is not supported with reattach';
  return undefined;
}
