import { connectivityState } from '@grpc/grpc-js';
import { limitCall, startTimer, unlessAborted, type CancelTimer, type LimitErrors } from 'plugin-async';
import type { Dialer } from '../net/dialer.js';
import type { ChannelSettings } from './channel-settings.js';
import { ClientConnection } from './client-connection.js';
import { ConnectivityWatch } from './connectivity-watch.js';

/** The options of a subchannel. */
export interface SubchannelOptions {
  readonly dial: Dialer;
  /** How many milliseconds a dial may take, and then the other side to send its HTTP/2 settings. */
  readonly connectTimeoutMs: number;
  readonly settings: ChannelSettings;
}

/** The events of a subchannel, for its channel. */
export interface SubchannelEvents {
  /** There is a connection, so the waiting calls can start. */
  readonly connected: () => void;
  /** A dial has failed. The next dial is on request only. */
  readonly dialFailed: (reason: string) => void;
}

/** The pause between two dials for calls that wait for ready. */
const redialPauseMs = 100;

/** The dialer is told apart by these names who ended it: the time limit, or the close of the channel. */
const dialEnds: LimitErrors = {
  canceled: (reason) => reason as Error,
  late: (timeoutMs) => new DOMException(`not connected within ${timeoutMs} ms`, 'TimeoutError'),
};

/**
 * The only peer of a channel: dials it, keeps the connection, and knows its state. gRPC's name for that is subchannel. After a lost
 * connection, it is idle until the next request for a connection.
 */
export class Subchannel {
  readonly #options: SubchannelOptions;
  readonly #events: SubchannelEvents;
  readonly #closing = new AbortController();
  readonly #watch = new ConnectivityWatch();
  #current: ClientConnection | undefined;
  /** The current connection, and earlier ones on which calls still run. */
  readonly #open = new Set<ClientConnection>();
  #dialing = false;
  #cancelRedial: CancelTimer | undefined;
  #gone: string | undefined;

  constructor(options: SubchannelOptions, events: SubchannelEvents) {
    this.#options = options;
    this.#events = events;
  }

  get state(): connectivityState {
    return this.#watch.state;
  }

  /** The connection for new calls, if there is one. */
  get connection(): ClientConnection | undefined {
    return this.#current?.usable === true ? this.#current : undefined;
  }

  /** Why there will be no further connection. Undefined while there may be one. */
  get goneReason(): string | undefined {
    return this.#gone;
  }

  /** Aborted by {@link Subchannel.close}. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** Dials at once, unless there is a connection or a dial is in progress. */
  dial(): void {
    this.#cancelRedial?.();
    this.#cancelRedial = undefined;
    if (this.#dialing || this.#gone !== undefined || this.connection !== undefined) return;
    this.#dialing = true;
    this.#watch.change(connectivityState.CONNECTING);
    void this.#openConnection().then(
      (connection) => this.#connected(connection),
      (error: unknown) => this.#dialFailed(error),
    );
  }

  /** Dials after a pause, because the last dial has failed. */
  redialSoon(): void {
    this.#cancelRedial ??= startTimer(redialPauseMs, () => this.dial());
  }

  /**
   * Dials if there is no connection. Resolves when the other side has proved that it speaks HTTP/2.
   * @throws Error why the connection failed; or the signal's reason
   */
  async ready(signal: AbortSignal): Promise<void> {
    if (this.wake() === connectivityState.READY) return;
    if (this.#gone !== undefined) throw new Error(this.#gone);
    await unlessAborted(this.#watch.ready(), signal);
  }

  /** Dials now or soon, unless there is a connection. @returns the state */
  wake(): connectivityState {
    if (this.state === connectivityState.IDLE) this.dial();
    else if (this.state === connectivityState.TRANSIENT_FAILURE) this.redialSoon();
    return this.state;
  }

  /** Like grpc-js's `watchConnectivityState`. */
  watchState(from: connectivityState, deadline: Date | number, callback: (error?: Error) => void): void {
    this.#watch.add(from, deadline, callback);
  }

  /** Makes no further connections, for this reason. Reads what the other side has already written. */
  retire(reason: string): void {
    this.#gone ??= reason;
  }

  /** Ends all connections and their calls. @returns the first reason that was given */
  close(reason: string): string {
    const gone = (this.#gone ??= reason);
    this.#closing.abort();
    this.#cancelRedial?.();
    this.#watch.disappoint(gone);
    this.#watch.change(connectivityState.SHUTDOWN);
    this.#current = undefined;
    for (const connection of this.#open) connection.destroy(gone);
    return gone;
  }

  /** Resolves when every connection has been closed. */
  async whenClosed(): Promise<void> {
    await Promise.all([...this.#open].map((connection) => connection.closed));
  }

  async #openConnection(): Promise<ClientConnection> {
    const { dial, settings, connectTimeoutMs } = this.#options;
    using limit = limitCall({ signal: this.#closing.signal, timeoutMs: connectTimeoutMs }, dialEnds);
    const duplex = await dial(limit.signal);
    if (limit.signal.aborted || duplex.destroyed) {
      duplex.destroy();
      throw new Error('the connection was closed while it was being made');
    }
    try {
      const events = { ready: () => this.#proven(connection), retired: () => this.#lost(connection) };
      const connection: ClientConnection = new ClientConnection(duplex, settings, events, connectTimeoutMs);
      return connection;
    } catch (error) {
      duplex.destroy();
      throw error;
    }
  }

  #connected(connection: ClientConnection): void {
    this.#dialing = false;
    this.#open.add(connection);
    void connection.closed.then(() => this.#open.delete(connection));
    if (this.#gone !== undefined) {
      connection.destroy(this.#gone);
      return;
    }
    this.#current = connection;
    // Calls start before the other side has sent anything. That saves a round trip, and their failures are the same.
    this.#events.connected();
  }

  #dialFailed(error: unknown): void {
    this.#dialing = false;
    if (this.#gone !== undefined) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.#watch.disappoint(reason);
    this.#watch.change(connectivityState.TRANSIENT_FAILURE);
    this.#events.dialFailed(reason);
  }

  #proven(connection: ClientConnection): void {
    if (this.#current === connection) this.#watch.change(connectivityState.READY);
  }

  /** New calls dial again. Calls on the lost connection continue while it allows that. */
  #lost(connection: ClientConnection): void {
    if (!connection.wasReady) this.#watch.disappoint(connection.lostReason ?? 'the other side takes no calls');
    if (this.#current !== connection) return;
    this.#current = undefined;
    // If a call has tried again at once, the next dial has started before this connection is closed.
    if (this.#dialing) return;
    this.#watch.change(connection.wasReady ? connectivityState.IDLE : connectivityState.TRANSIENT_FAILURE);
  }
}
