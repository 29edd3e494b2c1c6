import { dirname } from 'node:path';
import type { ConnectionOptions, SecureContext } from 'node:tls';
import { settlesWithin, startTimer } from 'plugin-async';
import type { BrokerTls } from '../broker/broker-transport.js';
import { certificatePemOf, createCertificate, type Certificate } from '../certificate/certificate.js';
import { tlsClientOptions, tlsServerOptions } from '../certificate/tls-settings.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { composePluginEnvironment, environmentNames } from '../handshake/environment.js';
import type { Handshake } from '../handshake/handshake-line.js';
import { versionsOf } from '../handshake/negotiation.js';
import { thisPlatform } from '../platform.js';
import type { GrpcConnection, PluginSet } from '../plugin-set.js';
import { guardAgainstOrphan } from '../process/orphan-guard.js';
import type { PluginCommand } from '../process/runner.js';
import { sweepFoldersOnce } from '../process/private-folder.js';
import { Reaper, type ReapedPlugin } from '../process/reaper.js';
import { awaitHandshake, presentable, type StartingPlugin } from './await-handshake.js';
import type { ClientSettings } from './options.js';
import { PluginFiles } from './plugin-files.js';
import { RunnerOutput } from './runner-output.js';
import { makeSocketDir } from './socket-dir.js';
import { WatchedPlugin } from './watched-plugin.js';

// One for the thread, because it is a process of its own. It starts with the first plugin.
const reaper = new Reaper();

/** How long to wait after SIGKILL. It takes effect at once unless the process hangs in the kernel. */
export const reapMs = 2_000;

/** A plugin after its handshake, or after this host has attached to it. */
export interface StartedPlugin {
  readonly plugin: WatchedPlugin;
  readonly handshake: Handshake;
  /** The plugin set of the negotiated version. */
  readonly plugins: PluginSet;
  /** For connections to the plugin, and for its connections to this side's brokered servers. Undefined without TLS. */
  readonly tls: BrokerTls | undefined;
  /** The directory for the sockets of both sides. */
  readonly socketDir: string | undefined;
  /** Resolves when the plugin has exited and its files have been removed. */
  readonly released: Promise<void>;
  /** Called with the first connection before its first use. Rejects if the connection cannot be used. */
  greet(connection: GrpcConnection, signal: AbortSignal): Promise<void>;
  /** Detaches from the plugin: this process and the plugin no longer end together. */
  letGo(): void;
}

/**
 * Starts the plugin's process and waits for its handshake. If that fails, the process is killed, and it has exited
 * before the promise rejects.
 * @param onSpawned gets the process as soon as there is one
 * @throws GoPluginError those of the runner, of {@link awaitHandshake} and of {@link PluginFiles.check}, and `START_TIMEOUT`; or the signal's reason
 */
export async function startPlugin(
  settings: ClientSettings,
  signal: AbortSignal,
  onSpawned: (plugin: WatchedPlugin) => void,
): Promise<StartedPlugin> {
  const { exitWithHost } = settings;
  const ownDir = settings.env[environmentNames.socketDir] !== undefined;
  const socketDir = ownDir
    ? undefined
    : await makeSocketDir({ ...settings.unixSocketConfig, endsWithHost: exitWithHost });
  const files = new PluginFiles(socketDir, exitWithHost);
  let reaped: ReapedPlugin | undefined;
  try {
    const identity = settings.autoMtls ? createCertificate({ curve: settings.certificateCurve }) : undefined;
    const given = composeCommand(settings, identity, files.socketDir);
    const { checksum } = settings;
    const command = checksum === undefined ? given : await files.check(given, checksum);
    if (exitWithHost) reaped = reaper.watch(files.folders);
    const runner = await settings.runner(command, signal);
    if (runner.pid !== undefined) reaped?.started(runner.pid);
    const output = new RunnerOutput(runner, settings);
    const plugin = new WatchedPlugin(runner, settings.command || runner.name, () => output.finish());
    onSpawned(plugin);
    const prepared = identity === undefined ? undefined : prepare(identity);
    // A failed start has an error of its own.
    prepared?.catch(() => undefined);
    return await shakeHands({ settings, runner, plugin, output, identity, prepared, files, reaped }, signal);
  } catch (error) {
    reaped?.ended(false);
    await files.remove(undefined);
    throw error;
  }
}

interface Starting extends StartingPlugin {
  readonly settings: ClientSettings;
  readonly identity: Certificate | undefined;
  /** The settings of TLS for `identity`, made while the plugin starts. */
  readonly prepared: Promise<SecureContext> | undefined;
  readonly files: PluginFiles;
  /** Undefined for a plugin that is to outlive this process. */
  readonly reaped: ReapedPlugin | undefined;
}

async function shakeHands(starting: Starting, signal: AbortSignal): Promise<StartedPlugin> {
  const { settings, plugin, identity, prepared, files, reaped } = starting;
  const withdraw = settings.exitWithHost ? guard(plugin, files) : () => undefined;
  try {
    const handshake = await withinStartTimeout(starting, signal);
    if (settings.unixSocketConfig.group === undefined) await files.protect(handshake.address);
    if (files.socketDir !== undefined) void sweepFoldersOnce(dirname(files.socketDir));
    settings.logger.log('debug', 'using plugin', { version: handshake.version, pid: plugin.runner.pid });
    return {
      plugin,
      handshake,
      plugins: settings.plugins[handshake.version] ?? {},
      tls: withContext(tlsOf(settings, identity, handshake.certificateDer), await prepared),
      socketDir: files.socketDir,
      // A process that exits meanwhile removes the files itself.
      released: plugin.ended.then(async ({ exitCode }) => {
        reaped?.ended(exitCode === 0);
        await files.remove(handshake.address);
        withdraw();
      }),
      greet: () => Promise.resolve(),
      letGo: () => {
        withdraw();
        reaped?.forget();
        files.leave();
        plugin.runner.release?.();
      },
    };
  } catch (error) {
    plugin.runner.kill();
    await settlesWithin(plugin.ended, reapMs);
    withdraw();
    throw error;
  }
}

async function prepare(identity: Certificate): Promise<SecureContext> {
  const { prepareTls } = await import('../certificate/prepared-tls.js');
  return prepareTls(identity);
}

/** With AutoMTLS. Settings that the user has made are the user's. */
const withContext = (tls: BrokerTls | undefined, secureContext: SecureContext | undefined): BrokerTls | undefined =>
  tls === undefined || secureContext === undefined ? tls : { ...tls, client: { ...tls.client, secureContext } };

/** Has the plugin end when this process exits. The reaper does so as well, but only after the exit. @returns withdraws that */
function guard({ runner }: WatchedPlugin, files: PluginFiles): () => void {
  return guardAgainstOrphan(() => {
    runner.kill();
    files.removeNow();
  });
}

async function withinStartTimeout(starting: Starting, signal: AbortSignal): Promise<Handshake> {
  const { settings, plugin, output } = starting;
  const { startTimeoutMs: timeoutMs } = settings;
  const timeout = new AbortController();
  const cancelTimer = startTimer(timeoutMs, () => {
    const half = output.incompleteLine;
    const notes = half === '' ? [] : [`it printed ${JSON.stringify(presentable(half))} without a line end`];
    const { stderrTail } = output;
    timeout.abort(new GoPluginError('START_TIMEOUT', { path: plugin.path, timeoutMs, notes, stderrTail }));
  });
  try {
    return await awaitHandshake(starting, settings, AbortSignal.any([signal, timeout.signal]));
  } finally {
    cancelTimer();
  }
}

function composeCommand(
  settings: ClientSettings,
  identity: Certificate | undefined,
  socketDir: string | undefined,
): PluginCommand {
  const { command, args, cwd, env: userEnv, skipHostEnv, handshake, minPort, maxPort } = settings;
  const env = composePluginEnvironment({
    hostEnv: process.env,
    userEnv,
    skipHostEnv,
    handshake,
    versions: versionsOf(settings.plugins),
    minPort,
    maxPort,
    clientCertificatePem: identity?.certificatePem,
    socketDir,
    socketGroup: settings.unixSocketConfig.group,
    multiplex: settings.brokerMultiplex,
    ignoreCase: thisPlatform.variablesIgnoreCase,
  });
  return { command, args, cwd, env, socketDir };
}

/**
 * If the plugin announces a certificate, only that is trusted, even if the user gave TLS settings. go-plugin does the
 * same.
 */
export function tlsOf(
  settings: ClientSettings,
  identity: Certificate | undefined,
  announced: Uint8Array | undefined,
): BrokerTls | undefined {
  const peerCertificatePem = announced === undefined ? undefined : certificatePemOf(announced);
  if (identity !== undefined && peerCertificatePem !== undefined) {
    const mutual = { own: identity, peerCertificatePem };
    return { client: tlsClientOptions(mutual), server: tlsServerOptions(mutual) };
  }
  if (settings.tls === undefined) return undefined;
  return tlsOfUser(peerCertificatePem === undefined ? settings.tls : { ...settings.tls, ca: [peerCertificatePem] });
}

/**
 * The user's settings are used in both roles. A peer that dials a brokered server must present a certificate if the
 * settings can verify one.
 */
function tlsOfUser(client: ConnectionOptions): BrokerTls {
  const { cert, key, ca, pfx, passphrase, minVersion, requestCert = ca !== undefined } = client;
  const given = Object.entries({ cert, key, ca, pfx, passphrase, minVersion }).filter(
    ([, value]) => value !== undefined,
  );
  return { client, server: { ...Object.fromEntries(given), requestCert, rejectUnauthorized: true } };
}
