import { createGrpcConnection } from '../channel/grpc-connection.js';
import { socketDialer } from '../channel/dial.js';
import { createHttp2Channel } from '../channel/http2-channel.js';
import type { Dialer } from '../dialer.js';
import { GoPluginError } from '../errors.js';
import { splitTcpAddress } from '../handshake/handshake-line.js';
import type { GrpcBroker, GrpcConnection } from '../plugin-set.js';
import type { PluginAddress } from '../process/runner.js';
import { settlesWithin } from '../process/timing.js';
import { StdioReader } from '../stdio/stdio-client.js';
import type { ClientSettings } from './options.js';
import type { StartedPlugin } from './start.js';

/** A refused connection and the exit of the process that refused it may be noticed in either order. */
const exitAfterRefusalMs = 250;

/** The main connection to a plugin with all that runs over it from the start. */
export interface PluginConnection {
  readonly grpc: GrpcConnection;
  readonly broker: GrpcBroker;
  readonly stdio: StdioReader;
  /** Calls in flight fail with UNAVAILABLE. */
  close(): Promise<void>;
}

const closedBroker: GrpcBroker = {
  nextId: () => 1,
  acceptAndServe: (id) => Promise.reject(new GoPluginError('BROKER_CLOSED', { id })),
  dial: (id) => Promise.reject(new GoPluginError('BROKER_CLOSED', { id })),
};

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
  const { plugin, handshake, tls } = started;
  const dial = socketDialer(dialledAddress(handshake.address), tls);
  const first = await dialFirst(dial, started, signal);
  const channel = createHttp2Channel({
    dial: startingWith(first, dial),
    target: `${handshake.address.network}:${handshake.address.address}`,
    ended: plugin.signal,
    channelOptions: settings.channelOptions,
  });
  const grpc = createGrpcConnection(channel);
  const sinks = { stdout: settings.syncStdout, stderr: settings.syncStderr };
  const stdio = new StdioReader(grpc, sinks, settings.logger.named('stdio'));
  return {
    grpc,
    broker: closedBroker,
    stdio,
    async close() {
      stdio.close();
      await grpc.close();
    },
  };
}

type Stream = Awaited<ReturnType<Dialer>>;

async function dialFirst(dial: Dialer, { plugin }: StartedPlugin, signal: AbortSignal): Promise<Stream> {
  const either = AbortSignal.any([signal, plugin.signal]);
  try {
    return await dial(either);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (await settlesWithin(plugin.ended, exitAfterRefusalMs)) throw plugin.signal.reason;
    throw error;
  }
}

/** A dialer whose first connection is made already. */
function startingWith(first: Stream, dial: Dialer): Dialer {
  let ready: Stream | undefined = first;
  return (signal) => {
    const stream = ready;
    ready = undefined;
    return stream === undefined || stream.destroyed ? dial(signal) : Promise.resolve(stream);
  };
}

/** `:1234` means this machine, as in Go. The handshake has admitted no other networks than these two. */
function dialledAddress({ network, address }: PluginAddress): { network: 'unix' | 'tcp'; address: string } {
  if (network === 'unix') return { network, address };
  const tcp = splitTcpAddress(address);
  if (tcp === undefined) throw new GoPluginError('CONNECT_FAILED', { address, reason: 'it is not host:port' });
  const host = tcp.host.includes(':') ? `[${tcp.host}]` : tcp.host;
  return { network: 'tcp', address: `${host}:${tcp.port}` };
}
