import { systemTimers } from 'plugin-async';
import type { BrokerTransportFactory } from '../broker/broker-transport.js';
import type { GrpcBrokerEndpoint } from '../broker/grpc-broker-endpoint.js';
import { createMuxHost } from '../broker/mux-host.js';
import { createHttp2Channel, type Http2Channel } from '../channel/http2-channel.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { createGrpcConnection } from '../grpc/grpc-connection.js';
import { socketDialer, tlsDialer } from '../net/dial.js';
import type { Dialer } from '../net/dialer.js';
import { dialledAhead } from '../net/dialled-ahead.js';
import type { GrpcConnection } from '../plugin-set.js';
import { StdioReader } from '../stdio/stdio-client.js';
import { createHostBroker, hostSocketBrokering } from './host-broker.js';
import type { ClientSettings } from './options.js';
import type { StartedPlugin } from './start.js';

/**
 * How long to wait for the exit of a process that refused a connection or hung up. The exit may be noticed later, in
 * particular on a busy machine.
 */
const exitAfterRefusalMs = 1_000;

/** The main connection to a plugin, with the streams that run over it from the start. */
export interface MainConnection {
  readonly grpc: GrpcConnection;
  readonly broker: GrpcBrokerEndpoint;
  readonly stdio: StdioReader;
  /** Calls in flight fail with UNAVAILABLE. */
  close(): Promise<void>;
}

/**
 * Connects to a plugin after its handshake. It makes one connection at once, so that a failure appears here and not in
 * the first call. Like go-plugin's, a lost connection is made again.
 * @throws GoPluginError `CONNECT_FAILED`, `SOCKET_PATH_TOO_LONG`, `PLUGIN_EXITED`; or the signal's reason
 */
export async function openMainConnection(
  started: StartedPlugin,
  settings: ClientSettings,
  signal: AbortSignal,
): Promise<MainConnection> {
  const link = await openMainLink(started, settings, signal);
  const first = await whileAlive(link.dial, started, signal).catch(async (error: unknown) => {
    await link.close();
    throw error;
  });
  const channel = createHttp2Channel({
    dial: dialledAhead(first, link.dial),
    target: targetOf(started),
    ended: started.plugin.signal,
    channelOptions: settings.channelOptions,
  });
  const grpc = createGrpcConnection(channel);
  const broker = createHostBroker(started, settings, grpc, link.brokering);
  const sinks = { stdout: settings.syncStdout, stderr: settings.syncStderr };
  const stdio = new StdioReader(grpc, sinks, settings.logger.named('stdio'));
  const close = async (): Promise<void> => {
    stdio.close();
    await broker.close();
    await grpc.close();
    await link.close();
  };
  try {
    await whileAlive((either) => awaitReady(channel, either), started, signal);
  } catch (error) {
    await close();
    throw error;
  }
  return { grpc, broker, stdio, close };
}

/**
 * A program that accepts connections may not be a plugin, or may not serve any more. Without this check, the first call
 * would hang.
 */
async function awaitReady(channel: Http2Channel, signal: AbortSignal): Promise<void> {
  try {
    await channel.ready(signal);
  } catch (cause) {
    if (signal.aborted) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GoPluginError('CONNECT_FAILED', { address: channel.getTarget(), reason }, { cause });
  }
}

/** How the main connection and the brokered ones are made. */
interface MainLink {
  readonly dial: Dialer;
  readonly brokering: BrokerTransportFactory;
  close(): Promise<void>;
}

async function openMainLink(started: StartedPlugin, settings: ClientSettings, signal: AbortSignal): Promise<MainLink> {
  const { tls } = started;
  const address = started.handshake.address;
  if (!settings.brokerMultiplex) {
    return {
      dial: socketDialer(address, tls?.client),
      brokering: hostSocketBrokering(started, settings),
      close: () => Promise.resolve(),
    };
  }
  const raw = await whileAlive(socketDialer(address), started, signal);
  const mux = createMuxHost(raw, { timers: systemTimers, logger: settings.logger.named('mux') });
  return {
    dial: tls === undefined ? mux.mainDialer : tlsDialer(mux.mainDialer, tls.client, targetOf(started)),
    brokering: mux.brokerTransport,
    close: () => mux.close(),
  };
}

const targetOf = ({ handshake }: StartedPlugin): string => `${handshake.address.network}:${handshake.address.address}`;

/** If `work` fails because the plugin has exited, rejects with that error instead. */
async function whileAlive<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { plugin }: StartedPlugin,
  signal: AbortSignal,
): Promise<T> {
  const either = AbortSignal.any([signal, plugin.signal]);
  try {
    return await work(either);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw (await plugin.endsWithin(exitAfterRefusalMs, signal)) ? plugin.signal.reason : error;
  }
}
