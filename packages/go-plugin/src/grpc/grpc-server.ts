import type { Duplex } from 'node:stream';
import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { settlesWithin } from 'plugin-async';
import type { StreamListener } from '../net/dialer.js';
import type { ServiceRegistrar } from '../plugin-set.js';
import { MethodTable } from './server/method-table.js';
import { ServerConnection } from './server/server-connection.js';
import { serverSettings, type GrpcServerOptions, type ServerSettings } from './server/server-settings.js';

export type { GrpcServerOptions } from './server/server-settings.js';

/**
 * A gRPC server for grpc-js's service definitions and handlers. Its connections come from {@link StreamListener}s: unix sockets, tcp, TLS
 * or yamux streams. The plugin's main server and brokered servers use it.
 */
export class GrpcServer implements ServiceRegistrar {
  readonly #settings: ServerSettings;
  readonly #methods = new MethodTable();
  readonly #listeners = new Set<StreamListener>();
  readonly #connections = new Map<Duplex, ServerConnection>();
  #stopped: Promise<void> | undefined;
  #lastClosed: () => void = () => undefined;
  #connectionsChanged: (open: number) => void = () => undefined;

  /** @throws GoPluginError `CONFIG_INVALID` for an option of grpc-js that has no effect here */
  constructor(options: GrpcServerOptions = {}) {
    this.#settings = serverSettings(options);
  }

  /** Fully qualified names of the services added so far. */
  get serviceNames(): readonly string[] {
    return this.#methods.serviceNames;
  }

  /** @throws Error for an empty service, and for a method that has already been added */
  addService(service: ServiceDefinition, implementation: UntypedServiceImplementation): void {
    this.#methods.add(service, implementation);
  }

  /** Serves every connection of `listener`, and closes it with the server. */
  serve(listener: StreamListener): void {
    this.#listeners.add(listener);
    listener.onConnection((stream) => this.#accept(stream));
  }

  /** Calls `changed` with the number of open connections whenever it changes. */
  onConnections(changed: (open: number) => void): void {
    this.#connectionsChanged = changed;
  }

  /**
   * Closes the listeners, waits up to `graceMs` for running calls, then closes all connections. Afterwards, this server no longer keeps
   * the process alive. Idempotent: the time limit of the first call applies.
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
    this.#connections.set(stream, new ServerConnection(stream, this.#methods, this.#settings));
    this.#connectionsChanged(this.#connections.size);
    stream.on('close', () => {
      this.#connections.delete(stream);
      this.#connectionsChanged(this.#connections.size);
      if (this.#connections.size === 0) this.#lastClosed();
    });
  }

  async #stop(graceMs: number): Promise<void> {
    await Promise.all([...this.#listeners].map((listener) => listener.close()));
    for (const connection of this.#connections.values()) connection.drain();
    await settlesWithin(this.#allClosed(), graceMs);
    for (const [stream, connection] of this.#connections) {
      connection.close();
      stream.destroy();
    }
  }

  #allClosed(): Promise<void> {
    return new Promise((resolve) => {
      this.#lastClosed = resolve;
      if (this.#connections.size === 0) resolve();
    });
  }
}
