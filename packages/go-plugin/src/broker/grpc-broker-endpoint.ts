import { setMaxListeners } from 'node:events';
import { limitOperation } from '../errors/operation-limit.js';
import { unlessAborted, type CallLimit } from 'plugin-async';
import type { CallOptions } from '../call-options.js';
import { createHttp2Channel } from '../channel/http2-channel.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { createGrpcConnection } from '../grpc/grpc-connection.js';
import { GrpcServer, type GrpcServerOptions } from '../grpc/grpc-server.js';
import type { Logger } from '../logger.js';
import { tlsDialer } from '../net/dial.js';
import type { StreamListener } from '../net/dialer.js';
import { dialledAhead } from '../net/dialled-ahead.js';
import { tlsListener } from '../net/tls-listener.js';
import type { BrokeredServer, GrpcBroker, GrpcConnection, ServiceRegistrar } from '../plugin-set.js';
import { brokerTimeoutMs, type BrokerLink } from './broker-link.js';
import type { BrokerTls, BrokerTransport, BrokerTransportFactory } from './broker-transport.js';

/** How long running calls may continue when a brokered server is closed, in milliseconds. */
const serverGraceMs = 500;

/**
 * The first id that `nextId()` gives. go-plugin begins with 1, which applications also choose by hand (SPIRE serves its host
 * services under 1). Ids are agreed on by message, so no peer relies on where they begin.
 */
const firstIssuedId = 0x1_0000;

/** The options of one end of the broker. */
export interface BrokerEndpointOptions {
  readonly link: BrokerLink;
  readonly transport: BrokerTransportFactory;
  /** Undefined if the main connection has no TLS. */
  readonly tls?: BrokerTls | undefined;
  /** Message limits and other settings of brokered servers. */
  readonly grpc?: GrpcServerOptions | undefined;
  /** Aborted when the other side's process has ended: calls on brokered connections then fail at once. */
  readonly ended?: AbortSignal | undefined;
  readonly logger: Logger;
}

/** One end of go-plugin's GRPCBroker. The two ends differ only in who opens the link. */
export class GrpcBrokerEndpoint implements GrpcBroker {
  readonly #options: BrokerEndpointOptions;
  readonly #link: BrokerLink;
  readonly #transport: BrokerTransport;
  readonly #servers = new Map<number, BrokeredServer | undefined>();
  readonly #connections = new Map<number, GrpcConnection | undefined>();
  readonly #closing = new AbortController();
  /** Ids that the application chose by itself; `nextId()` leaves them out, also after their server has been closed. */
  readonly #chosen = new Set<number>();
  #nextId = firstIssuedId;

  constructor(options: BrokerEndpointOptions) {
    this.#options = options;

    // Any number of dials may wait at once.
    setMaxListeners(0, this.#closing.signal);
    this.#link = options.link;
    this.#transport = options.transport(options.link);
    this.#link.onMessage((message) => this.#transport.receive(message));
    this.#link.onOver(() => this.#transport.abandon());
  }

  nextId(): number {
    const taken = (id: number): boolean => this.#chosen.has(id) || this.#servers.has(id) || this.#connections.has(id);
    while (taken(this.#nextId)) this.#nextId = idAfter(this.#nextId);
    const id = this.#nextId;
    this.#nextId = idAfter(id);
    return id;
  }

  async acceptAndServe(
    id: number,
    register: (server: ServiceRegistrar) => void | Promise<void>,
    options: CallOptions = {},
  ): Promise<BrokeredServer> {
    this.#reserve(this.#servers, id);
    if (id < firstIssuedId || id >= this.#nextId) this.#chosen.add(id);
    using limits = this.#limit(`accept broker id ${id}`, options);
    try {
      const server = new GrpcServer(this.#options.grpc);
      await unlessAborted(Promise.resolve(register(server)), limits.signal);
      const listener = await this.#transport.accept(id, limits.signal);
      const brokered = await this.#serve(id, server, listener);
      if (this.#closing.signal.aborted) {
        await brokered.close();
        throw new GoPluginError('BROKER_CLOSED', { id });
      }
      this.#servers.set(id, brokered);
      return brokered;
    } catch (error) {
      this.#servers.delete(id);
      throw this.#causeOf(error, id, limits.signal);
    }
  }

  async dial(id: number, options: CallOptions = {}): Promise<GrpcConnection> {
    this.#reserve(this.#connections, id);
    const late = (timeoutMs: number): Error => new GoPluginError('BROKER_TIMEOUT', { id, timeoutMs });
    using limits = this.#limit(`dial broker id ${id}`, options, late);
    try {
      const connection = await this.#connect(id, options.timeoutMs ?? brokerTimeoutMs, limits.signal);
      if (this.#closing.signal.aborted) {
        await connection.close();
        throw new GoPluginError('BROKER_CLOSED', { id });
      }
      this.#connections.set(id, connection);
      return connection;
    } catch (error) {
      this.#connections.delete(id);
      throw this.#causeOf(error, id, limits.signal);
    }
  }

  /** Ends the link, all brokered servers and all brokered connections. Idempotent. */
  async close(): Promise<void> {
    if (!this.#closing.signal.aborted) this.#closing.abort(new GoPluginError('BROKER_CLOSED', {}));
    this.#link.close();
    this.#transport.abandon();
    const open = [...this.#servers.values(), ...this.#connections.values()];
    await Promise.all(open.map(async (each) => each?.close()));
  }

  /** The caller's limits and the end of the broker. */
  #limit(operation: string, options: CallOptions, late?: (timeoutMs: number) => Error): CallLimit {
    const closing = this.#closing.signal;
    if (options.signal === undefined && options.timeoutMs === undefined)
      return { signal: closing, [Symbol.dispose]: () => undefined };
    const limits = limitOperation(operation, options, late);
    return {
      signal: AbortSignal.any([limits.signal, closing]),
      [Symbol.dispose]: () => limits[Symbol.dispose](),
    };
  }

  /** What an end from outside interrupts fails with an error of its own, which is not the reason. */
  #causeOf(error: unknown, id: number, signal: AbortSignal): unknown {
    if (this.#closing.signal.aborted) return new GoPluginError('BROKER_CLOSED', { id }, { cause: error });
    return signal.aborted ? signal.reason : error;
  }

  #reserve(ids: Map<number, unknown>, id: number): void {
    if (this.#link.over) throw new GoPluginError('BROKER_CLOSED', { id });
    // An id that is not a uint32 would break the stream of announcements, and a Go plugin does not serve a second
    // stream.
    if (!isBrokerId(id)) throw new GoPluginError('CONFIG_INVALID', { problem: `broker id ${id} is not a uint32` });
    if (ids.has(id)) throw new GoPluginError('BROKER_ID_IN_USE', { id });
    ids.set(id, undefined);
  }

  async #serve(id: number, server: GrpcServer, listener: StreamListener): Promise<BrokeredServer> {
    try {
      server.serve(this.#secured(id, listener));
    } catch (error) {
      await listener.close();
      throw error;
    }
    return {
      id,
      announce: () => this.#transport.announce(id, listener, this.#closing.signal),
      close: async () => {
        this.#servers.delete(id);
        await server.stop(this.#closing.signal.aborted ? 0 : serverGraceMs);
      },
    };
  }

  #secured(id: number, listener: StreamListener): StreamListener {
    const { tls, logger } = this.#options;
    const refused = (reason: string): void => logger.log('warn', 'brokered connection refused', { id, reason });
    return tls === undefined ? listener : tlsListener(listener, tls.server, refused);
  }

  async #connect(id: number, timeoutMs: number, signal: AbortSignal): Promise<GrpcConnection> {
    const plain = await this.#transport.connect(id, timeoutMs, signal);
    const { tls } = this.#options;
    const dial = tls === undefined ? plain : tlsDialer(plain, tls.client, `broker id ${id}`);
    const first = await dial(signal);
    const channel = createHttp2Channel({
      dial: dialledAhead(first, dial),
      target: `broker:${id}`,
      ended: this.#options.ended,
    });
    channel.getConnectivityState(true);
    const connection = createGrpcConnection(channel);
    return {
      ...connection,
      close: async () => {
        this.#connections.delete(id);
        await connection.close();
      },
    };
  }
}

/** Ids are uint32. */
const idAfter = (id: number): number => (id === 0xffff_ffff ? firstIssuedId : id + 1);

const isBrokerId = (id: number): boolean => Number.isInteger(id) && id >= 0 && id <= 0xffff_ffff;
