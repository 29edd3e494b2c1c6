import type { ChannelSettings } from './channel-settings.js';
import type { ClientConnection } from './client-connection.js';
import type { CallStatus } from './status-mapping.js';

/** A call that wants a connection, as its channel sees it. */
export interface PendingCall {
  /** Whether the call outlasts a failed dial: grpc-js's metadata option of that name. */
  readonly waitsForReady: boolean;
  readonly isOver: boolean;
  /** The channel has a connection for this call. */
  open(connection: ClientConnection): void;
  /** The connection that the call has waited for takes no more calls. */
  reopen(): void;
  fail(failure: CallStatus): void;
}

/** What a call asks of the channel it belongs to. */
export interface CallHost {
  readonly settings: ChannelSettings;
  readonly peer: string;
  /** Opens the call's stream at once if there is a connection, otherwise when there is one; or fails the call. */
  connect(call: PendingCall): void;
}
