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
import { createHostBroker, socketBrokering } from './host-broker.js';
import { endsWithin } from './live-plugin.js';
import type { ClientSettings } from './options.js';
import type { StartedPlugin } from './start.js';

/**
 * A refused connection and the exit of the process that refused it may be noticed in either order; a process hangs up first and then ends,
 * which takes a while where others want the processor.
 */
const exitAfterRefusalMs = 1_000;

/** The main connection to a plugin with all that runs over it from the start. */
export interface PluginConnection {
  readonly grpc: GrpcConnection;
  readonly broker: GrpcBrokerEndpoint;
  readonly stdio: StdioReader;
  /** Calls in flight fail with UNAVAILABLE. */
  close(): Promise<void>;
}

/**
 * Connects to a plugin that has shaken hands. One connection is made at once, so that what is wrong with it is told here and not by
 * the first call; like go-plugin's, it is made again when it was lost.
 * @throws GoPluginError `CONNECT_FAILED`, `SOCKET_PATH_TOO_LONG`, `PLUGIN_EXITED`; or the signal's reason
 */
export async function connectPlugin(
  started: StartedPlugin,
  settings: ClientSettings,
  signal: AbortSignal,
): Promise<PluginConnection> {
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

/** Something that accepts connections need not be a plugin, nor one that still serves: without this, the first call would hang. */
async function awaitReady(channel: Http2Channel, signal: AbortSignal): Promise<void> {
  try {
    await channel.ready(signal);
  } catch (cause) {
    if (signal.aborted) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GoPluginError('CONNECT_FAILED', { address: channel.getTarget(), reason }, { cause });
  }
}

/** How the main connection is made, and brokered ones beside it. */
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
      brokering: socketBrokering(started, settings),
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

/** Where `work` fails because the plugin has ended, that is the error. */
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
    throw (await endsWithin(plugin, exitAfterRefusalMs, signal)) ? plugin.signal.reason : error;
  }
}
