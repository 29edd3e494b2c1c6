import { connectivityState, propagate, status, type ChannelInterface, type ChannelOptions } from '@grpc/grpc-js';
import type { Dialer } from '../net/dialer.js';
import { channelSettings, type ChannelSettings } from './channel-settings.js';
import type { Call, ChannelzRef, ParentCall } from './grpc-types.js';
import type { CallHost, PendingCall } from './call-host.js';
import { DirectCall, type DirectCallTarget, type DirectRequest } from './direct-call.js';
import { Http2Call } from './http2-call.js';
import { Subchannel } from './subchannel.js';
import { transportFailure } from './failure-origin.js';

/** The options of a channel. */
export interface Http2ChannelOptions {
  /** Opens the byte stream. Called for the first connection, and again after one was lost. */
  readonly dial: Dialer;
  /** Name of the other side for `getTarget` and `getPeer`, for example `unix:/tmp/plugin123`. Default `localhost`. */
  readonly target?: string | undefined;
  /**
   * Aborted when the plugin process has exited. Then every call fails at once with UNAVAILABLE and the text of the reason, and the
   * channel does not dial again.
   */
  readonly ended?: AbortSignal | undefined;
  /** How many milliseconds a dial may take, and then the other side to send its HTTP/2 settings. Default 20,000, as in grpc-go. */
  readonly connectTimeoutMs?: number | undefined;
  /** grpc-js's options. Those in {@link channelSettings} have an effect. */
  readonly channelOptions?: ChannelOptions | undefined;
}

const defaultConnectTimeoutMs = 20_000;

/**
 * A grpc-js channel over one HTTP/2 connection on any byte stream. Pass it to generated clients as `channelOverride`.
 *
 * It dials when the first call starts, or when it is asked to connect. If a connection is lost, the calls on it fail with UNAVAILABLE,
 * and the next call dials again, once and at once. If a dial fails, the calls that waited for it fail, except those with grpc-js's
 * `waitForReady`. They dial again every 100 ms until their deadline, their cancellation, or the end of the channel.
 *
 * Like any socket, an open connection keeps the process alive until {@link Http2Channel.close}.
 */
export class Http2Channel implements ChannelInterface, CallHost {
  readonly settings: ChannelSettings;
  readonly peer: string;
  readonly #subchannel: Subchannel;
  /** Calls that wait for a connection. */
  #waiting: PendingCall[] = [];
  #callNumber = 0;

  constructor({ dial, target, ended, connectTimeoutMs, channelOptions }: Http2ChannelOptions) {
    this.settings = channelSettings(channelOptions ?? {});
    this.peer = target ?? 'localhost';
    this.#subchannel = new Subchannel(
      { dial, connectTimeoutMs: connectTimeoutMs ?? defaultConnectTimeoutMs, settings: this.settings },
      { connected: () => this.#connectWaiting(), dialFailed: (reason) => this.#failWaiting(reason) },
    );
    if (ended?.aborted === true) this.#giveUp(describeEnd(ended));
    else ended?.addEventListener('abort', () => this.#end(ended), { once: true, signal: this.#subchannel.closed });
  }

  /** Ends the connection. Running calls and all later ones fail with UNAVAILABLE. */
  close(): void {
    this.#giveUp('the channel was closed');
  }

  /** Resolves when every connection of a closed channel has been closed. */
  whenClosed(): Promise<void> {
    return this.#subchannel.whenClosed();
  }

  /**
   * Dials if there is no connection. Resolves when the other side has proved that it speaks HTTP/2. Calls need not wait for this.
   * @throws Error why the connection failed; or the signal's reason
   */
  ready(signal: AbortSignal): Promise<void> {
    return this.#subchannel.ready(signal);
  }

  getTarget(): string {
    return this.peer;
  }

  getConnectivityState(tryToConnect: boolean): connectivityState {
    return tryToConnect ? this.#subchannel.wake() : this.#subchannel.state;
  }

  /** @throws Error if the channel is closed, as grpc-js does */
  watchConnectivityState(
    currentState: connectivityState,
    deadline: Date | number,
    callback: (error?: Error) => void,
  ): void {
    if (this.#subchannel.state === connectivityState.SHUTDOWN) throw new Error('Channel has been shut down');
    this.#subchannel.watchState(currentState, deadline, callback);
  }

  getChannelzRef(): ChannelzRef {
    // grpc-js uses -1 without channelz. It does not export the enumeration of kinds.
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
    this.#callNumber += 1;
    const flags = propagateFlags ?? propagate.DEFAULTS;
    let at = typeof deadline === 'number' ? deadline : deadline.getTime();
    if (parentCall !== null && (flags & propagate.DEADLINE) !== 0) at = Math.min(at, Number(parentCall.getDeadline()));
    return new Http2Call(this, {
      method,
      deadline: at,
      authority: host ?? this.settings.authority,
      parent: parentCall,
      propagateFlags: flags,
      number: this.#callNumber,
    });
  }

  /** Makes a unary call without a client of grpc-js. */
  callDirectly(request: DirectRequest, target: DirectCallTarget): void {
    new DirectCall(this, request, target).start();
  }

  connect(call: PendingCall): void {
    const { connection, goneReason } = this.#subchannel;
    if (goneReason !== undefined) call.fail(transportFailure(status.UNAVAILABLE, goneReason));
    else if (connection !== undefined) call.open(connection);
    else {
      this.#waiting.push(call);
      this.#subchannel.dial();
    }
  }

  #connectWaiting(): void {
    for (const call of this.#waiting.splice(0)) this.connect(call);
  }

  #failWaiting(reason: string): void {
    const failed = this.#waiting.filter((call) => !call.waitsForReady);
    this.#waiting = this.#waiting.filter((call) => call.waitsForReady && !call.isOver);
    if (this.#waiting.length > 0) this.#subchannel.redialSoon();
    const details = `no connection to ${this.peer}: ${reason}`;
    for (const call of failed) call.fail(transportFailure(status.UNAVAILABLE, details));
  }

  /** The other side has exited. Its last data may still be on the way, so read that first. */
  #end(signal: AbortSignal): void {
    const reason = describeEnd(signal);
    this.#subchannel.retire(reason);
    setImmediate(() => setImmediate(() => this.#giveUp(reason)));
  }

  #giveUp(reason: string): void {
    const gone = this.#subchannel.close(reason);
    for (const call of this.#waiting.splice(0)) call.fail(transportFailure(status.UNAVAILABLE, gone));
  }
}

function describeEnd(signal: AbortSignal): string {
  const reason: unknown = signal.reason;
  // The reason of a plain abort() says nothing.
  if (!(reason instanceof Error) || reason.name === 'AbortError') return 'the plugin process has ended';
  return `the plugin process has ended: ${reason.message}`;
}

/** Makes a channel. It does not dial yet. */
export function createHttp2Channel(options: Http2ChannelOptions): Http2Channel {
  return new Http2Channel(options);
}
