import * as net from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { startTimer } from 'plugin-async';
import { deferringVerdict, whyRefused, type PinnableConnectionOptions } from '../certificate/pinned-peer.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { thisPlatform, type Platform } from '../platform.js';
import type { PluginAddress } from './address.js';
import type { Dialer } from './dialer.js';
import { checkSocketPath } from './socket-path.js';
import { parseTcpAddress } from './tcp-address.js';

/** The options of {@link socketDialer}. */
export interface DialOptions {
  /** @default this platform */
  readonly platform?: Platform;
  /** How many milliseconds the connection may take to open, and then TLS. @default 20000, as in grpc-go */
  readonly openTimeoutMs?: number;
}

/**
 * Dials a unix socket, or tcp at `host:port` (`:port` for this machine). Uses TLS if there are settings for it.
 * @throws GoPluginError from the dialer: `SOCKET_PATH_TOO_LONG`, `CONNECT_FAILED`, `CANCELED`
 */
export function socketDialer(
  target: PluginAddress,
  tlsOptions?: PinnableConnectionOptions,
  { platform = thisPlatform, openTimeoutMs = usualOpenTimeoutMs }: DialOptions = {},
): Dialer {
  const address = `${target.network}:${target.address}`;
  const dial: Dialer = async (signal) => {
    const socket = startConnecting(target, platform);
    await untilOpen(socket, 'connect', address, openTimeoutMs, signal);
    return socket;
  };
  return tlsOptions === undefined ? dial : tlsDialer(dial, tlsOptions, address, openTimeoutMs);
}

/**
 * Runs TLS over the streams of the inner dialer, as AutoMTLS needs it. ALPN is `h2`, because grpc-go refuses a
 * connection without it. The certificate is verified for the name `localhost`, which go-plugin's certificates have,
 * whatever the address is.
 */
export function tlsDialer(
  inner: Dialer,
  tlsOptions: PinnableConnectionOptions,
  address = 'the stream',
  openTimeoutMs = usualOpenTimeoutMs,
): Dialer {
  return async (signal) => {
    const stream = await inner(signal);
    const options = { servername: 'localhost', ALPNProtocols: ['h2'], ...tlsOptions };
    const secured = startTls(stream, options, address);
    // Node copies this from the stream below. A yamux stream may be half open, and then the end of the other side would
    // go unnoticed.
    secured.allowHalfOpen = false;
    secured.once('close', () => stream.destroy());
    await untilOpen(secured, 'secureConnect', address, openTimeoutMs, signal);
    const reason = whyRefused(secured, options, options.servername);
    if (reason === undefined) return secured;
    secured.destroy();
    throw new GoPluginError('CONNECT_FAILED', { address, reason });
  };
}

/** Node throws if it cannot use a certificate or key. */
function startTls(stream: Duplex, options: PinnableConnectionOptions, address: string): tls.TLSSocket {
  try {
    return tls.connect({ ...deferringVerdict(options), socket: stream });
  } catch (cause) {
    stream.destroy();
    const reason = `its TLS settings cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new GoPluginError('CONNECT_FAILED', { address, reason }, { cause });
  }
}

function startConnecting({ network, address }: PluginAddress, platform: Platform): net.Socket {
  if (network === 'unix') return connectUnix(address, platform);
  if (network === 'tcp') return connectTcp(address);
  throw new GoPluginError('CONNECT_FAILED', { address, reason: `the network ${JSON.stringify(network)} is unknown` });
}

function connectUnix(path: string, platform: Platform): net.Socket {
  const { unixSocketProblem: reason } = platform;
  if (reason !== undefined) throw new GoPluginError('CONNECT_FAILED', { address: `unix:${path}`, reason });
  checkSocketPath(path, platform);
  return net.connect({ path });
}

function connectTcp(address: string): net.Socket {
  const target = parseTcpAddress(address);
  if (target === undefined || target.port === 0)
    throw new GoPluginError('CONNECT_FAILED', { address: `tcp:${address}`, reason: 'it is not host:port' });
  return net.connect({ ...target, noDelay: true });
}

/**
 * grpc-go's time limit for a connection. A peer that accepts and then sends nothing must not block its caller for ever.
 */
const usualOpenTimeoutMs = 20_000;

async function untilOpen(
  socket: net.Socket,
  event: 'connect' | 'secureConnect',
  address: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string, cause?: unknown): void => {
      settle();
      socket.on('error', () => undefined).destroy();
      reject(new GoPluginError('CONNECT_FAILED', { address, reason }, { cause }));
    };
    const opened = (): void => {
      settle();
      resolve();
    };
    const failed = (error: Error): void => fail(error.message, error);
    const closed = (): void => fail('the other side closed the connection');
    const aborted = (): void => {
      settle();
      socket.on('error', () => undefined).destroy();
      reject(canceled(address, signal));
    };
    const cancelTimer = startTimer(timeoutMs, () => fail(`it was not open after ${timeoutMs} ms`));
    const settle = (): void => {
      cancelTimer();
      socket.off(event, opened).off('error', failed).off('close', closed);
      signal.removeEventListener('abort', aborted);
    };
    socket.once(event, opened).once('error', failed).once('close', closed);
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
  });
}

function canceled(address: string, signal: AbortSignal): GoPluginError {
  const cause: unknown = signal.reason;
  if (cause instanceof Error && cause.name === 'TimeoutError')
    return new GoPluginError('CONNECT_FAILED', { address, reason: 'it took too long' }, { cause });
  return new GoPluginError('CANCELED', { operation: `connect to ${address}` }, { cause });
}
