import { connectivityState, propagate, status, type ChannelInterface, type ChannelOptions } from '@grpc/grpc-js';
import { unlessAborted } from '../async/waiting.js';
import type { Dialer } from '../net/dialer.js';
import { channelSettings, type ChannelSettings } from './channel-settings.js';
import { ConnectivityWatch } from './connectivity-watch.js';
import type { Call, ChannelzRef, ParentCall } from './grpc-types.js';
import { Http2Call, type CallHost } from './http2-call.js';
import { Http2Connection } from './http2-connection.js';
import { transportFailure } from './transport-failure.js';

/** What a channel is made of. */
export interface Http2ChannelOptions {
  /** Opens the byte stream; called for the first connection and again after one was lost. */
  readonly dial: Dialer;
  /** Name of the other side for `getTarget` and `getPeer`, for example `unix:/tmp/plugin123`. Default `localhost`. */
  readonly target?: string | undefined;
  /**
   * Aborted when the other side is gone for good: the plugin process has ended. Every call fails at once with UNAVAILABLE and the
   * text of the reason, and nothing is dialled again.
   */
  readonly ended?: AbortSignal | undefined;
  /** Milliseconds that one dial may take, and then the other side for its HTTP/2 settings. Default 20,000, as grpc-go's. */
  readonly connectTimeoutMs?: number | undefined;
  /** grpc-js's options, of which those of {@link channelSettings} apply. */
  readonly channelOptions?: ChannelOptions | undefined;
}

const defaultConnectTimeoutMs = 20_000;
/** Between two dials for those who wait for the connection to become ready. */
const redialPauseMs = 100;

/**
 * A grpc-js channel over one HTTP/2 session on any byte stream; give it to generated clients as `channelOverride`.
 *
 * It dials when the first call starts or when it is asked to connect. A lost connection fails the calls on it with UNAVAILABLE;
 * the next call dials again, once and at once. A failed dial fails the calls that waited for it, except those with grpc-js's
 * `waitForReady`: these dial again every 100 ms until their deadline, their cancellation, or the end of the channel.
 *
 * An open connection keeps the process alive, as any socket does, until {@link Http2Channel.close}.
 */
export class Http2Channel implements ChannelInterface, CallHost {
  readonly settings: ChannelSettings;
  readonly peer: string;
  private readonly closing = new AbortController();
  private readonly watch = new ConnectivityWatch();
  private connection: Http2Connection | undefined;
  private draining = new Set<Http2Connection>();
  private dialing = false;
  private redialTimer: NodeJS.Timeout | undefined;
  private waiting: Http2Call[] = [];
  private goneReason: string | undefined;
  private callNumber = 0;

  constructor(private readonly options: Http2ChannelOptions) {
    this.settings = channelSettings(options.channelOptions ?? {});
    this.peer = options.target ?? 'localhost';
    const { ended } = options;
    if (ended?.aborted === true) this.giveUp(describeEnd(ended));
    else ended?.addEventListener('abort', () => this.end(ended), { once: true, signal: this.closing.signal });
  }

  /** Ends the connection; calls in flight and all later ones fail with UNAVAILABLE. */
  close(): void {
    this.giveUp('the channel was closed');
  }

  /** Resolves when every connection of a closed channel has been closed. */
  async whenClosed(): Promise<void> {
    await Promise.all([...this.draining].map((connection) => connection.closed));
  }

  /**
   * Dials, unless there is a connection, and resolves when the other side has proved that it speaks HTTP/2. Calls need not wait for it.
   * @throws Error what stood in the way; or the signal's reason
   */
  async ready(signal: AbortSignal): Promise<void> {
    const state = this.getConnectivityState(true);
    if (state === connectivityState.READY) return;
    if (this.goneReason !== undefined) throw new Error(this.goneReason);
    await unlessAborted(this.watch.ready(), signal);
  }

  getTarget(): string {
    return this.peer;
  }

  getConnectivityState(tryToConnect: boolean): connectivityState {
    const { state } = this.watch;
    if (tryToConnect && state === connectivityState.IDLE) this.dial();
    else if (tryToConnect && state === connectivityState.TRANSIENT_FAILURE) this.redialSoon();
    return this.watch.state;
  }

  /** @throws Error when the channel is closed, as grpc-js's own */
  watchConnectivityState(
    currentState: connectivityState,
    deadline: Date | number,
    callback: (error?: Error) => void,
  ): void {
    if (this.watch.state === connectivityState.SHUTDOWN) throw new Error('Channel has been shut down');
    this.watch.add(currentState, deadline, callback);
  }

  getChannelzRef(): ChannelzRef {
    // -1 is what grpc-js itself uses without channelz; it does not export the enumeration of kinds.
    const ref: unknown = { kind: 'channel', id: -1, name: this.peer };
    return ref as ChannelzRef;
  }

  createCall(
    method: string,
    deadline: Date | number,
    host: string | null | undefined,
    parentCall: ParentCall | null,
    propagateFlags: number | null | undefined,
  ): Call {
    this.callNumber += 1;
    const flags = propagateFlags ?? propagate.DEFAULTS;
    let at = typeof deadline === 'number' ? deadline : deadline.getTime();
    if (parentCall !== null && (flags & propagate.DEADLINE) !== 0) at = Math.min(at, Number(parentCall.getDeadline()));
    return new Http2Call(this, {
      method,
      deadline: at,
      authority: host ?? this.settings.authority,
      parent: parentCall,
      propagateFlags: flags,
      number: this.callNumber,
    });
  }

  connect(call: Http2Call): void {
    if (this.goneReason !== undefined) call.fail(transportFailure(status.UNAVAILABLE, this.goneReason));
    else if (this.connection?.usable === true) call.open(this.connection);
    else {
      this.waiting.push(call);
      this.dial();
    }
  }

  private dial(): void {
    clearTimeout(this.redialTimer);
    this.redialTimer = undefined;
    if (this.dialing || this.goneReason !== undefined || this.connection?.usable === true) return;
    this.dialing = true;
    this.watch.change(connectivityState.CONNECTING);
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(this.connectTimeoutMs)]);
    void this.openConnection(signal).then(
      (connection) => this.connected(connection),
      (error: unknown) => this.dialFailed(error),
    );
  }

  private async openConnection(signal: AbortSignal): Promise<Http2Connection> {
    const duplex = await this.options.dial(signal);
    if (signal.aborted || duplex.destroyed) {
      duplex.destroy();
      throw new Error('the connection was closed while it was being made');
    }
    try {
      const events = { ready: () => this.proven(connection), retired: () => this.retire(connection) };
      const connection: Http2Connection = new Http2Connection(duplex, this.settings, events, this.connectTimeoutMs);
      return connection;
    } catch (error) {
      duplex.destroy();
      throw error;
    }
  }

  private connected(connection: Http2Connection): void {
    this.dialing = false;
    this.draining.add(connection);
    void connection.closed.then(() => this.draining.delete(connection));
    if (this.goneReason !== undefined) {
      connection.destroy(this.goneReason);
      return;
    }
    this.connection = connection;
    // Calls go out before the other side has said anything: this saves a round trip, and they fail no worse than later ones.
    for (const call of this.waiting.splice(0)) this.connect(call);
  }

  private dialFailed(error: unknown): void {
    this.dialing = false;
    if (this.goneReason !== undefined) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.watch.disappoint(reason);
    this.watch.change(connectivityState.TRANSIENT_FAILURE);
    const details = `no connection to ${this.peer}: ${reason}`;
    const failed = this.waiting.filter((call) => !call.waitsForReady);
    this.waiting = this.waiting.filter((call) => call.waitsForReady && !call.isOver);
    if (this.waiting.length > 0) this.redialSoon();
    for (const call of failed) call.fail(transportFailure(status.UNAVAILABLE, details));
  }

  private redialSoon(): void {
    this.redialTimer ??= setTimeout(() => this.dial(), redialPauseMs);
  }

  private proven(connection: Http2Connection): void {
    if (this.connection === connection) this.watch.change(connectivityState.READY);
  }

  /** New calls dial again; those on the connection go on as long as it lets them. */
  private retire(connection: Http2Connection): void {
    if (!connection.wasReady) this.watch.disappoint(connection.lostReason ?? 'the other side takes no calls');
    if (this.connection !== connection) return;
    this.connection = undefined;
    // A call that tried again at once has the next connection under way before this one is closed.
    if (this.dialing) return;
    this.watch.change(connection.wasReady ? connectivityState.IDLE : connectivityState.TRANSIENT_FAILURE);
  }

  private get connectTimeoutMs(): number {
    return this.options.connectTimeoutMs ?? defaultConnectTimeoutMs;
  }

  /** The other side has ended. What it wrote before it did may still be on its way to us: read that first. */
  private end(signal: AbortSignal): void {
    this.goneReason ??= describeEnd(signal);
    setImmediate(() => setImmediate(() => this.giveUp(describeEnd(signal))));
  }

  private giveUp(reason: string): void {
    const gone = (this.goneReason ??= reason);
    this.closing.abort();
    clearTimeout(this.redialTimer);
    this.watch.disappoint(gone);
    this.watch.change(connectivityState.SHUTDOWN);
    this.connection = undefined;
    for (const connection of this.draining) connection.destroy(gone);
    for (const call of this.waiting.splice(0)) call.fail(transportFailure(status.UNAVAILABLE, gone));
  }
}

function describeEnd(signal: AbortSignal): string {
  const reason: unknown = signal.reason;
  // The reason of a plain abort() says nothing.
  if (!(reason instanceof Error) || reason.name === 'AbortError') return 'the plugin process has ended';
  return `the plugin process has ended: ${reason.message}`;
}

/** Makes a channel; nothing is dialled yet. */
export function createHttp2Channel(options: Http2ChannelOptions): Http2Channel {
  return new Http2Channel(options);
}
