import type { Settings } from 'node:http2';
import type { Duplex } from 'node:stream';
import {
  Server,
  ServerCredentials,
  type ServerOptions,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { settlesWithin } from 'plugin-async';
import { headerLimits, maxHeaderListBytes } from '../channel/header-limits.js';
import type { StreamListener } from '../net/dialer.js';
import type { ServiceRegistrar } from '../plugin-set.js';

/**
 * What a server accepts in one message unless told otherwise: 256 MiB. go-plugin's default server stops at gRPC's 4 MiB, which
 * its users keep running into (T11); no limit at all would let one bad length end the process for lack of memory.
 */
const defaultMaxReceiveMessageBytes = 256 * 1024 * 1024;

/**
 * Between pings to a peer, and how long it has to answer. grpc-go's server pings after two silent hours and then waits 20 seconds; grpc-js
 * pings whether it was silent or not, and 20 seconds would cut off a host that stands in a debugger just then.
 */
const keepAliveMs = 3_600_000;

/** Limits and further settings of a gRPC server. */
export interface GrpcServerOptions {
  /** Largest request message in bytes; -1 for no limit. Default 256 MiB. */
  readonly maxReceiveMessageBytes?: number | undefined;
  /** Largest answer message in bytes; -1, the default, for no limit. */
  readonly maxSendMessageBytes?: number | undefined;
  /** Options of grpc-js's Server (interceptors, keepalive, ...); they win over all others. */
  readonly serverOptions?: ServerOptions | undefined;
}

/**
 * A grpc-js server that takes its connections from {@link StreamListener}s, so that unix sockets, tcp, TLS and yamux streams are all
 * the same to it; used for the plugin's main server and for brokered ones.
 */
export class GrpcServer implements ServiceRegistrar {
  readonly #server: Server;
  readonly #injector: ReturnType<Server['createConnectionInjector']>;
  readonly #serviceNames = new Set<string>();
  readonly #listeners = new Set<StreamListener>();
  readonly #streams = new Set<Duplex>();
  #stopped: Promise<void> | undefined;
  #lastClosed: () => void = () => undefined;
  #connectionsChanged: (open: number) => void = () => undefined;

  constructor(options: GrpcServerOptions = {}) {
    this.#server = new Server({
      'grpc.max_receive_message_length': options.maxReceiveMessageBytes ?? defaultMaxReceiveMessageBytes,
      'grpc.max_send_message_length': options.maxSendMessageBytes ?? -1,
      // Its statistics are for a service that nobody serves here.
      'grpc.enable_channelz': 0,
      // Without, node:http2 would keep the descriptor of a peer that broke HTTP/2 until this process ends: it does not see such a peer leave.
      'grpc.keepalive_time_ms': keepAliveMs,
      'grpc.keepalive_timeout_ms': keepAliveMs,
      ...options.serverOptions,
    });
    widenHeaderLimits(this.#server);
    // TLS, if any, is the listener's affair: grpc-js gets streams that are authenticated already.
    this.#injector = this.#server.createConnectionInjector(ServerCredentials.createInsecure());
  }

  /** Fully qualified names of the services added so far. */
  get serviceNames(): readonly string[] {
    return [...this.#serviceNames];
  }

  addService(service: ServiceDefinition, implementation: UntypedServiceImplementation): void {
    this.#server.addService(service, implementation);
    for (const { path } of Object.values(service)) this.#serviceNames.add(path.split('/')[1] ?? path);
  }

  /** Serves every connection of `listener`, and closes it with the server. */
  serve(listener: StreamListener): void {
    this.#listeners.add(listener);
    listener.onConnection((stream) => this.#accept(stream));
  }

  /** Calls back with the number of open connections whenever it changes. */
  onConnections(changed: (open: number) => void): void {
    this.#connectionsChanged = changed;
  }

  /**
   * Accepts nothing more, lets running calls end for up to `graceMs`, then cuts all connections: afterwards nothing of this server
   * keeps the process alive (T29). Idempotent; the first call's grace counts.
   */
  stop(graceMs: number): Promise<void> {
    this.#stopped ??= this.#stop(graceMs);
    return this.#stopped;
  }

  #accept(stream: Duplex): void {
    if (this.#stopped !== undefined) {
      stream.destroy();
      return;
    }
    this.#streams.add(stream);
    this.#connectionsChanged(this.#streams.size);
    stream.on('close', () => {
      this.#streams.delete(stream);
      this.#connectionsChanged(this.#streams.size);
      if (this.#streams.size === 0) this.#lastClosed();
    });
    // A connection that breaks is no event of its own: its calls end as cancelled.
    stream.on('error', () => undefined);
    this.#injector.injectConnection(stream);
  }

  async #stop(graceMs: number): Promise<void> {
    await Promise.all([...this.#listeners].map((listener) => listener.close()));
    // Not tryShutdown(): it calls Http2Server.close(), which since Node 24 cuts the calls that are still running. `drain` sends GOAWAY
    // only, and each connection closes with its last call.
    this.#injector.drain(graceMs);
    await settlesWithin(this.#allClosed(), graceMs);
    this.#server.forceShutdown();
    for (const stream of this.#streams) stream.destroy();
  }

  #allClosed(): Promise<void> {
    return new Promise((resolve) => {
      this.#lastClosed = resolve;
      if (this.#streams.size === 0) resolve();
    });
  }
}

/** What grpc-js makes its http2 servers of: it has no options for these, and keeps them to itself. */
interface Http2Options {
  commonServerOptions?: { settings?: Settings } | undefined;
}

/** Without it a call with more than some 120 entries of metadata is reset, and one long value ends the connection. */
function widenHeaderLimits(server: Server): void {
  const { commonServerOptions: options } = server as unknown as Http2Options;
  if (options === undefined) return;
  const settings: Settings = { maxHeaderListSize: maxHeaderListBytes, ...options.settings };
  Object.assign(options, headerLimits, { settings });
}
