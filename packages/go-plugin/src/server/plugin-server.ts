import { systemTimers } from 'plugin-async';
import { createMuxPlugin, type MuxPlugin } from '../broker/mux-plugin.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { GrpcServer } from '../grpc/grpc-server.js';
import { foldServedPlugins, negotiateVersion, versionsOf } from '../handshake/negotiation.js';
import type { PluginEnvironment } from '../handshake/plugin-environment.js';
import type { Logger } from '../logger.js';
import type { StreamListener } from '../net/dialer.js';
import { listen, type ListenOptions } from '../net/listener.js';
import { tlsListener } from '../net/tls-listener.js';
import type { GrpcBroker, GrpcPlugin, PluginSet } from '../plugin-set.js';
import { registerController, type ShutdownSteps } from '../services/controller-service.js';
import { HealthService } from '../services/health-service.js';
import { registerReflection } from '../services/reflection-service.js';
import type { StdioService } from '../stdio/stdio-service.js';
import { createPluginBroker, pluginSocketBrokering } from './plugin-broker.js';
import type { PluginProcess, SocketFolder } from './plugin-process.js';
import { resolvePluginTls, type PluginTls } from './plugin-tls.js';
import type { ServeOptions } from './serve-options.js';

/** The options of the server of one plugin process. */
export interface PluginServerContext {
  readonly options: ServeOptions;
  readonly environment: PluginEnvironment;
  readonly process: PluginProcess;
  readonly logger: Logger;
  readonly stdio: StdioService;
  readonly shutdown: ShutdownSteps;
}

/** A plugin server that accepts connections. */
export interface PluginServer {
  /** The negotiated application protocol version. */
  readonly version: number;
  readonly network: string;
  readonly address: string;
  readonly certificateDer: Uint8Array | undefined;
  /** With multiplexing: resolves when no host can reach the plugin any more. */
  readonly muxEnded: MuxPlugin['ended'] | undefined;
  /** Calls `changed` with the number of open connections whenever it changes. */
  onConnections(changed: (open: number) => void): void;
  /** Closes the listener and all connections. Running calls have `graceMs` to finish. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Negotiates the version, listens, registers all services, and accepts connections.
 * @throws GoPluginError `CONFIG_INVALID`, `LISTEN_FAILED`, `SOCKET_PATH_TOO_LONG`, and the errors of a plugin's
 * `registerServices`
 */
export async function startPluginServer(context: PluginServerContext): Promise<PluginServer> {
  const { options, environment, logger } = context;
  const { version, plugins } = negotiate(context);
  const tls = await resolvePluginTls(options.tls, environment.clientCertificatePem);
  const folder = await ownFolder(context);
  const where = listenOptions(context, folder?.path);
  const listener = await listen(where).catch((error: unknown) => {
    folder?.remove();
    throw error;
  });
  try {
    const server = new GrpcServer(options.grpc);
    const health = new HealthService();
    const brokerLogger = logger.named('broker');
    const mux = environment.multiplex.enabled
      ? createMuxPlugin(listener, { timers: systemTimers, logger: brokerLogger })
      : undefined;
    const broker = createPluginBroker({
      server,
      transport: mux?.brokerTransport ?? pluginSocketBrokering(where, brokerLogger, options.brokerAnnouncementMs),
      tls,
      grpc: options.grpc,
      logger: brokerLogger,
    });
    await registerServices(context, server, health, plugins, broker);
    logger.log('debug', 'plugin address', { network: listener.network, address: listener.address });
    server.serve(secured(mux?.mainStreams ?? listener, tls, logger));
    return {
      version,
      network: listener.network,
      address: listener.address,
      certificateDer: tls?.certificateDer,
      muxEnded: mux?.ended,
      onConnections: (changed) => server.onConnections(changed),
      stop: async (graceMs) => {
        health.shutdown();
        context.stdio.end();
        await broker.close();
        await server.stop(graceMs);
        await mux?.close();
        folder?.remove();
      },
    };
  } catch (error) {
    await listener.close();
    folder?.remove();
    throw error;
  }
}

function negotiate({ options, environment, logger }: PluginServerContext): { version: number; plugins: PluginSet } {
  for (const item of environment.ignoredVersions) {
    logger.log('warn', 'ignoring a protocol version of the host that is not a number', { version: item });
  }
  const sets = foldServedPlugins(options, options.handshake.protocolVersion);
  const version = negotiateVersion(versionsOf(sets), environment.hostVersions);
  return { version, plugins: sets[version] ?? {} };
}

const networkOf = ({ options, process }: PluginServerContext): 'unix' | 'tcp' =>
  options.network ?? process.platform.defaultNetwork;

/**
 * A folder for the sockets of a plugin whose host names none, as AWF's does not. go-plugin uses the temp directory itself, where the umask decides who
 * can connect, and whose path may be too long.
 */
async function ownFolder(context: PluginServerContext): Promise<SocketFolder | undefined> {
  const { socketDir, socketGroup } = context.environment;
  if (networkOf(context) === 'tcp' || socketDir !== undefined || socketGroup !== undefined) return undefined;
  if (context.process.platform.unixSocketProblem !== undefined) return undefined;
  return context.process.makeSocketFolder();
}

/** Where this side listens: on a unix socket in the host's directory or its own, or on tcp on Windows. */
function listenOptions(context: PluginServerContext, folder: string | undefined): ListenOptions {
  const { environment, process } = context;
  if (networkOf(context) === 'unix') {
    return {
      network: 'unix',
      directory: environment.socketDir ?? folder ?? process.tempDir,
      group: environment.socketGroup,
      removeAtExit: (path) => process.removeAtExit(path),
    };
  }
  if ('problem' in environment.ports) throw new GoPluginError('CONFIG_INVALID', { problem: environment.ports.problem });
  return { network: 'tcp', ports: environment.ports };
}

function secured(listener: StreamListener, tls: PluginTls | undefined, logger: Logger): StreamListener {
  if (tls !== undefined) {
    return tlsListener(listener, tls.server, (reason) => logger.log('warn', 'connection refused', { reason }));
  }
  if (listener.network === 'tcp') {
    logger.log('warn', 'listening on tcp without TLS: every user of this machine can connect');
  }
  return listener;
}

async function registerServices(
  context: PluginServerContext,
  server: GrpcServer,
  health: HealthService,
  plugins: PluginSet,
  broker: GrpcBroker,
): Promise<void> {
  const { logger } = context;
  health.register(server);
  registerReflection(server, {
    serviceNames: () => server.serviceNames,
    fileDescriptors: Object.values(plugins).flatMap((plugin) => plugin.fileDescriptors ?? []),
    onProblem: (problem) => logger.log('warn', 'a file descriptor cannot be used for reflection', { problem }),
  });
  registerController(server, context.shutdown);
  context.stdio.register(server);
  for (const [name, plugin] of Object.entries(plugins)) await registerPlugin(name, plugin, server, broker);
}

async function registerPlugin(name: string, plugin: GrpcPlugin, server: GrpcServer, broker: GrpcBroker): Promise<void> {
  if (plugin.registerServices === undefined) {
    throw new GoPluginError('CONFIG_INVALID', {
      problem: `plugin ${JSON.stringify(name)} cannot be served: it has no registerServices`,
    });
  }
  await plugin.registerServices(server, broker);
}
