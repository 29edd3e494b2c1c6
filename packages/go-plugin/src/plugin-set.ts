import type {
  ChannelCredentials,
  ChannelInterface as Channel,
  Client,
  ClientOptions,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { CallOptions } from './call-options.js';

/** The part of a grpc-js `Server` that a plugin may use: adding generated services. */
export interface ServiceRegistrar {
  /** Adds a service with its methods, as the generated `...Service` describes it. */
  addService(service: ServiceDefinition, implementation: UntypedServiceImplementation): void;
}

/** Constructor of a client that protoc's grpc-js generators write. */
export type ClientConstructor<T extends Client> = new (
  address: string,
  credentials: ChannelCredentials,
  options?: Partial<ClientOptions>,
) => T;

/** A ready gRPC connection to the other side: the main one or a brokered one. */
export interface GrpcConnection {
  /** The channel, for clients that are made by hand (`channelOverride`). */
  readonly channel: Channel;
  /**
   * A generated client on this connection. Any number may share it; closing one of them does not close the connection.
   * @param options grpc-js's options of a client, such as `interceptors`; options of the channel (keepalive, message sizes) have no effect
   * here
   */
  client<T extends Client>(constructor: ClientConstructor<T>, options?: Partial<ClientOptions>): T;
  /** Ends the connection; calls in flight fail with UNAVAILABLE. The main connection belongs to the library: leave it open. */
  close(): Promise<void>;
}

/** A server that this side offers under a brokered id. */
export interface BrokeredServer {
  /** What the other side dials. */
  readonly id: number;
  /** Stops it, frees its listener and socket. Happens by itself when the broker closes. */
  close(): Promise<void>;
}

/**
 * Further connections beside the main one, in either direction; go-plugin's GRPCBroker. An id is agreed on out of band, usually
 * as a field of an application message. Each id, an unsigned
 * 32-bit integer, serves one accept and one dial at a time.
 */
export interface GrpcBroker {
  /** A fresh id for this side, from 65,536 on. It never is one that this side has served under an id of its own choice. */
  nextId(): number;
  /**
   * Serves `register`'s services under `id` and tells the other side where.
   * @throws GoPluginError `BROKER_CLOSED`, `BROKER_ID_IN_USE`, `LISTEN_FAILED`, `CANCELED`, `DEADLINE_EXCEEDED`; `CONFIG_INVALID` for an id
   * that is no uint32, and where the main connection's TLS settings are of no use for serving
   */
  acceptAndServe(
    id: number,
    register: (server: ServiceRegistrar) => void | Promise<void>,
    options?: CallOptions,
  ): Promise<BrokeredServer>;
  /**
   * Connects to what the other side serves under `id`, waiting until it does. `timeoutMs` is for both; by default the other side has 5 s, as
   * in go-plugin, and the connection 20 s, as in grpc-go.
   * @throws GoPluginError `BROKER_TIMEOUT`, `BROKER_CLOSED`, `BROKER_ID_IN_USE`, `BROKER_REFUSED`, `CONNECT_FAILED`, `CANCELED`,
   * `CONFIG_INVALID` for an id that is no uint32
   */
  dial(id: number, options?: CallOptions): Promise<GrpcConnection>;
}

/**
 * One kind of plugin: how the plugin side serves it and what the host side gets when it dispenses it; go-plugin's GRPCPlugin. A
 * side that is never used may be left out, and its absence is reported when it is.
 */
export interface GrpcPlugin<Dispensed = unknown> {
  /** Plugin side: add the services that implement this plugin. Called once, before the handshake is printed. */
  registerServices?(server: ServiceRegistrar, broker: GrpcBroker): void | Promise<void>;
  /** Host side: the client that `dispense` hands out. `signal` is aborted when the plugin process has ended. */
  createClient?(connection: GrpcConnection, broker: GrpcBroker, signal: AbortSignal): Dispensed | Promise<Dispensed>;
  /** Serialized FileDescriptorProtos of the services and of all that they import, for gRPC reflection. */
  readonly fileDescriptors?: readonly Uint8Array[];
}

/** Plugins by the names they are dispensed under. */
export type PluginSet = Readonly<Record<string, GrpcPlugin>>;

/** Plugin sets by application protocol version. */
export type VersionedPlugins = Readonly<Record<number, PluginSet>>;
