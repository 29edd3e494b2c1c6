import { tmpdir } from 'node:os';
import { systemTimers } from 'plugin-async';
import { BrokerLink } from '../broker/broker-link.js';
import type { BrokerTransportFactory } from '../broker/broker-transport.js';
import { GrpcBrokerEndpoint } from '../broker/grpc-broker-endpoint.js';
import { SocketTransport } from '../broker/socket-transport.js';
import { openBrokerStream } from '../broker/start-stream.js';
import { listen, type ListenOptions } from '../net/listener.js';
import { thisPlatform, type Platform } from '../platform.js';
import type { GrpcConnection } from '../plugin-set.js';
import type { ClientSettings } from './options.js';
import type { StartedPlugin } from './start.js';

/** The host's end of the broker. It closes by itself when the plugin has exited. */
export function createHostBroker(
  started: StartedPlugin,
  settings: ClientSettings,
  connection: GrpcConnection,
  transport: BrokerTransportFactory,
): GrpcBrokerEndpoint {
  const { plugin, tls } = started;
  const link = new BrokerLink({ timers: systemTimers, open: () => openBrokerStream(connection) });
  const logger = settings.logger.named('broker');
  const grpc = settings.brokerServers;
  const broker = new GrpcBrokerEndpoint({ link, tls, ended: plugin.signal, logger, transport, grpc });
  link.open();
  plugin.signal.addEventListener('abort', () => void broker.close(), { once: true });
  return broker;
}

/** Brokering with a socket for each connection, without multiplexing. */
export function hostSocketBrokering(started: StartedPlugin, settings: ClientSettings): BrokerTransportFactory {
  const { runner } = started.plugin;
  return (link) =>
    new SocketTransport(link, {
      listen: () => listen(listenOptions(started.socketDir, settings)),
      translation: {
        toPeer: (address) => runner.hostToPlugin(address),
        fromPeer: (address) => runner.pluginToHost(address),
      },
      timers: systemTimers,
      logger: settings.logger.named('broker'),
    });
}

/** As for the plugin's own listener: a unix socket in the shared directory, or tcp on Windows. */
export function listenOptions(
  socketDir: string | undefined,
  { minPort, maxPort, unixSocketConfig }: Pick<ClientSettings, 'minPort' | 'maxPort' | 'unixSocketConfig'>,
  platform: Platform = thisPlatform,
): ListenOptions {
  if (platform.defaultNetwork === 'tcp') return { network: 'tcp', ports: { min: minPort, max: maxPort } };
  const { tempDir, group } = unixSocketConfig;
  return { network: 'unix', directory: socketDir ?? tempDir ?? tmpdir(), group };
}
