import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type ListenOptions as SocketOptions, type Server, type Socket } from 'node:net';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { thisPlatform, type Platform } from '../platform.js';
import type { PortRange } from './address.js';
import type { StreamListener } from './dialer.js';
import { checkSocketPath, randomSocketPath, removeSocketFile } from './socket-path.js';

/** Where to listen. */
export type ListenOptions =
  | {
      readonly network: 'unix';
      readonly directory: string;
      /** A group, by name or gid, that may connect in addition to the owner. */
      readonly group?: string | undefined;
      /**
       * Registers the socket file for removal if the process exits without closing the listener. Returns a function
       * that cancels this.
       */
      readonly removeAtExit?: ((path: string) => () => void) | undefined;
    }
  | { readonly network: 'tcp'; readonly ports: PortRange };

const attempts = 10;

/**
 * Listens as a go-plugin does: on a unix socket with a random name, or on the first free tcp port of the range on
 * 127.0.0.1.
 * @throws GoPluginError `SOCKET_PATH_TOO_LONG`, `LISTEN_FAILED`
 */
export async function listen(options: ListenOptions, platform: Platform = thisPlatform): Promise<StreamListener> {
  return options.network === 'unix' ? listenOnSocket(options, platform) : listenOnPort(options.ports);
}

async function listenOnSocket(
  options: ListenOptions & { network: 'unix' },
  platform: Platform,
): Promise<StreamListener> {
  const { unixSocketProblem } = platform;
  if (unixSocketProblem !== undefined) {
    throw new GoPluginError('LISTEN_FAILED', { address: options.directory, reason: unixSocketProblem });
  }
  for (let attempt = 1; ; attempt++) {
    const path = randomSocketPath(options.directory);
    checkSocketPath(path, platform);
    const server = createServer();
    try {
      await bind(server, { path });
    } catch (error) {
      if (isCode(error, 'EADDRINUSE') && attempt < attempts) continue;
      // libuv reports a missing directory as "permission denied".
      throw existsSync(options.directory) ? failed(path, error) : failed(path, error, 'the directory does not exist');
    }
    const callOff = options.removeAtExit?.(path);
    const listener = streamListener(server, 'unix', path, () => {
      // libuv also removes the file, but at its original path, even if it was moved.
      removeSocketFile(path);
      callOff?.();
    });
    try {
      if (options.group === undefined) await platform.makePrivate(path, 'socket');
      else await platform.giveToGroup(path, options.group, 'socket');
      return listener;
    } catch (error) {
      await listener.close();
      throw failed(path, error);
    }
  }
}

async function listenOnPort({ min, max }: PortRange): Promise<StreamListener> {
  let lastError: unknown;
  for (let port = min; port <= max; port++) {
    const server = createServer();
    try {
      await bind(server, { host: '127.0.0.1', port });
    } catch (error) {
      lastError = error;
      continue;
    }
    const bound = server.address();
    const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
    return streamListener(server, 'tcp', `127.0.0.1:${boundPort}`);
  }
  throw failed(`127.0.0.1:${min}-${max}`, lastError);
}

async function bind(server: Server, options: SocketOptions): Promise<void> {
  const listening = once(server, 'listening');
  server.listen(options);
  await listening;
}

function streamListener(
  server: Server,
  network: string,
  address: string,
  cleanUp: () => void = () => undefined,
): StreamListener {
  const early: Socket[] = [];
  let accept = (socket: Socket): void => void early.push(socket);
  server.on('connection', (socket) => {
    // Without a handler yet, an error of a vanished peer must not crash the process.
    socket.on('error', () => undefined);
    socket.setNoDelay(true);
    accept(socket);
  });
  server.on('error', () => undefined);
  return {
    network,
    address,
    onConnection: (handler) => {
      accept = handler;
      for (const socket of early.splice(0)) handler(socket);
    },
    close: () => {
      // Do not wait for the callback of close(): it waits for all connections, also for those that were passed on.
      if (server.listening) {
        server.close();
        cleanUp();
      }
      for (const socket of early.splice(0)) socket.destroy();
      return Promise.resolve();
    },
  };
}

function failed(
  address: string,
  cause: unknown,
  reason = cause instanceof Error ? cause.message : String(cause),
): GoPluginError {
  return new GoPluginError('LISTEN_FAILED', { address, reason }, { cause });
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
