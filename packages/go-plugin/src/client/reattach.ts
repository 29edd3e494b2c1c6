import type { ServiceError } from '@grpc/grpc-js';
import { isTransportFailure } from '../channel/failure-origin.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { versionsOf } from '../handshake/negotiation.js';
import type { ReattachConfig } from '../handshake/reattach-config.js';
import { socketDialer } from '../net/dial.js';
import { sendSignal } from '../platform.js';
import type { GrpcConnection } from '../plugin-set.js';
import { attachProcess, type AttachedProcess } from '../process/attached-process.js';
import type { AttachedRunner } from '../process/runner.js';
import type { ClientSettings } from './options.js';
import { checkHealth } from './ping.js';
import { removeSockets } from './socket-dir.js';
import { tlsOf, type StartedPlugin } from './start.js';
import { WatchedPlugin } from './watched-plugin.js';

/**
 * Attaches to a running plugin. It does not start the plugin, and does not end it if attaching fails.
 * @throws GoPluginError `PROCESS_NOT_FOUND`, `VERSION_MISMATCH`, `CONFIG_INVALID`, what the attach function throws; or the
 * signal's reason
 */
export async function attachPlugin(
  settings: ClientSettings,
  config: ReattachConfig,
  signal: AbortSignal,
): Promise<StartedPlugin> {
  const version = agreedVersion(settings, config);
  const { runner, confirm } = await attach(settings, config, signal);
  const address = runner.pluginToHost(config.address);
  const plugin = new WatchedPlugin(runner, address.address);
  settings.logger.log('debug', 'attached to plugin', { version, id: runner.id });
  return {
    plugin,
    handshake: { version, address, protocol: config.protocol, certificateDer: undefined },
    plugins: settings.plugins[version] ?? {},
    tls: tlsOf(settings, undefined, undefined),
    socketDir: undefined,
    released: plugin.ended.then(() => removeSockets(undefined, address)),
    greet: async (connection, calling) => {
      await assertAnswers(connection, address.address, calling);
      confirm();
    },
    letGo: () => runner.release?.(),
  };
}

/** go-plugin never checks the version, and uses the unversioned set. */
function agreedVersion(settings: ClientSettings, { protocolVersion, address }: ReattachConfig): number {
  const version = protocolVersion ?? settings.handshake.protocolVersion;
  const hostVersions = versionsOf(settings.plugins);
  if (hostVersions.includes(version)) return version;
  throw new GoPluginError('VERSION_MISMATCH', { path: address.address, pluginVersion: version, hostVersions });
}

async function attach(
  { attach: custom }: ClientSettings,
  config: ReattachConfig,
  signal: AbortSignal,
): Promise<{ readonly runner: AttachedRunner; readonly confirm: () => void }> {
  if (custom !== undefined) return { runner: await custom(config, signal), confirm: () => undefined };
  const dial = socketDialer(config.address);
  const runner: AttachedProcess = await attachProcess(config, { dial, sendSignal }, signal);
  return { runner, confirm: () => runner.confirm() };
}

/** Any answer is enough, even an unhealthy status or UNIMPLEMENTED, because it shows that a gRPC server answered. */
async function assertAnswers(connection: GrpcConnection, address: string, signal: AbortSignal): Promise<void> {
  try {
    await checkHealth(connection, signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const cause = error instanceof Error ? (error.cause as Partial<ServiceError> | undefined) : undefined;
    if (!isTransportFailure(cause)) return;
    throw new GoPluginError('CONNECT_FAILED', { address, reason: cause?.details ?? 'no answer' }, { cause: error });
  }
}
