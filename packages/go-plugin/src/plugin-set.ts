import type {
  ChannelCredentials,
  ChannelInterface as Channel,
  Client,
  ClientOptions,
  Metadata,
  MethodDefinition,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { CallOptions } from './call-options.js';

/** The part of a grpc-js `Server` that a plugin may use: adding generated services. */
export interface ServiceRegistrar {
  /** Adds a service. `service` is the generated definition (`...Service`). */
  addService(service: ServiceDefinition, implementation: UntypedServiceImplementation): void;
}

/** Constructor of a client that protoc's grpc-js generators write. */
export type ClientConstructor<T extends Client> = new (
  address: string,
  credentials: ChannelCredentials,
  options?: Partial<ClientOptions>,
) => T;

/** How {@link GrpcConnection.callUnary} calls. */
export interface DirectCallOptions extends CallOptions {
  /** The call's request metadata. */
  readonly metadata?: Metadata | undefined;
}

/** A ready gRPC connection to the other side: the main one or a brokered one. */
export interface GrpcConnection {
  /** The channel, for clients that are made by hand (`channelOverride`). */
  readonly channel: Channel;
  /**
   * Makes a generated client on this connection. Any number of clients may share it. Closing a client does not close
   * the connection.
   * @param options grpc-js's options of a client, such as `interceptors`; options of the channel (keepalive, message sizes) have no effect
   * here
   */
  client<T extends Client>(constructor: ClientConstructor<T>, options?: Partial<ClientOptions>): T;
  /**
   * Makes a unary call without a client of grpc-js, and takes less time. `timeoutMs` becomes the deadline of the call, and aborting
   * `signal` cancels it. It fails with the same errors as a client's call, except that there are no interceptors.
   * @param method of a service definition, for example `KVService.get`
   * @throws ServiceError
   */
  callUnary<Request, Response>(
    method: MethodDefinition<Request, Response>,
    request: Request,
    options?: DirectCallOptions,
  ): Promise<Response>;
  /**
   * Ends the connection. Running calls fail with UNAVAILABLE. The library owns the main connection, so do not close
   * that one.
   */
  close(): Promise<void>;
}

/** A server that this side offers under a brokered id. */
export interface BrokeredServer {
  /** The id that the other side dials. */
  readonly id: number;
  /**
   * Announces the server once more. go-plugin's plugins forget an announcement that they have not dialled after 5 s, so a plugin that
   * may dial later needs another one. Does nothing if the connection is multiplexed, because then nothing is forgotten.
   * @throws GoPluginError `BROKER_CLOSED`
   */
  announce(): Promise<void>;
  /** Stops the server, and frees its listener and socket. This happens by itself when the broker closes. */
  close(): Promise<void>;
}

/**
 * Makes more connections beside the main one, in both directions. go-plugin's GRPCBroker. The two sides agree on an id
 * by other means, usually a field of an application message. An id is an unsigned 32-bit integer. It can have one
 * accept and one dial at a time. Choose fixed ids below 65,536: from there on, `nextId()` may already have handed
 * an id out to another part of the program, and then one of the two fails with `BROKER_ID_IN_USE`.
 */
export interface GrpcBroker {
  /** A fresh id for this side, from 65,536 on. It never is one that this side has served under an id of its own choice. */
  nextId(): number;
  /**
   * Serves the services of `register` under `id`, and sends the address to the other side.
   * @throws GoPluginError `BROKER_CLOSED`, `BROKER_ID_IN_USE`, `LISTEN_FAILED`, `CANCELED`, `DEADLINE_EXCEEDED`;
   * `CONFIG_INVALID` for an id that is not a uint32, and if the main connection's TLS settings cannot serve
   */
  acceptAndServe(
    id: number,
    register: (server: ServiceRegistrar) => void | Promise<void>,
    options?: CallOptions,
  ): Promise<BrokeredServer>;
  /**
   * Waits until the other side serves `id`, and connects to it. `timeoutMs` limits both together. By default, the wait
   * has 5 s, as in go-plugin, and the connection has 20 s, as in grpc-go.
   * @throws GoPluginError `BROKER_TIMEOUT`, `BROKER_CLOSED`, `BROKER_ID_IN_USE`, `BROKER_REFUSED`, `CONNECT_FAILED`,
   * `CANCELED`, `CONFIG_INVALID` for an id that is not a uint32
   */
  dial(id: number, options?: CallOptions): Promise<GrpcConnection>;
}

/**
 * One kind of plugin: how the plugin side serves it, and what the host side gets when it dispenses it. go-plugin's
 * GRPCPlugin. A side that is not used may be omitted. If it is used anyway, that is an error.
 */
export interface GrpcPlugin<Dispensed = unknown> {
  /** Plugin side: add the services that implement this plugin. Called once, before the handshake is printed. */
  registerServices?(server: ServiceRegistrar, broker: GrpcBroker): void | Promise<void>;
  /** Host side: makes the client that `dispense` returns. `signal` is aborted when the plugin process has exited. */
  createClient?(connection: GrpcConnection, broker: GrpcBroker, signal: AbortSignal): Dispensed | Promise<Dispensed>;
  /** Serialized FileDescriptorProtos of the services and of all that they import, for gRPC reflection. */
  readonly fileDescriptors?: readonly Uint8Array[];
}

/** Plugins by the names under which they are dispensed. */
export type PluginSet = Readonly<Record<string, GrpcPlugin>>;

/** Plugin sets by application protocol version. */
export type VersionedPlugins = Readonly<Record<number, PluginSet>>;
