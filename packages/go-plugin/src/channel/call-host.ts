import type { ChannelSettings } from './channel-settings.js';
import type { ClientConnection } from './client-connection.js';
import type { CallStatus } from './status-mapping.js';

/** A call that needs a connection, as its channel sees it. */
export interface PendingCall {
  /** Whether the call waits for another dial after a failed one. grpc-js's metadata option with this name. */
  readonly waitsForReady: boolean;
  readonly isOver: boolean;
  /** The channel has a connection for this call. */
  open(connection: ClientConnection): void;
  /** The connection that the call has waited for accepts no more calls. */
  reopen(): void;
  fail(failure: CallStatus): void;
}

/** The part of a channel that its calls use. */
export interface CallHost {
  readonly settings: ChannelSettings;
  readonly peer: string;
  /** Opens the call's stream now, or as soon as there is a connection. If there will be none, fails the call. */
  connect(call: PendingCall): void;
}
