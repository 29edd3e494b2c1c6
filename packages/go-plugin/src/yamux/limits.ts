/**
 * How many bytes one side may send on a stream before the other grants more. hashicorp/yamux starts with this value, so
 * we must too.
 */
export const streamWindow = 262_144;

/** A window update is sent when this much has been consumed: half of the window, as in hashicorp/yamux. */
export const windowUpdateThreshold = streamWindow / 2;

/**
 * The longest data frame, so that streams of a session take turns. It is as long as one window update, because shorter
 * frames cost a Go reader about a tenth of the throughput.
 */
export const maxFramePayload = streamWindow / 2;

/**
 * How many bytes may arrive on a stream that this side has closed: the last frames of HTTP/2 and TLS, before the other
 * side's FIN. A reset for them would reach a Go peer after it has dropped the stream, and make it log a warning.
 */
export const farewellBytes = 16_384;

/** Limits of a session; the defaults are those of hashicorp/yamux. Times in milliseconds. */
export interface YamuxLimits {
  /** How many streams of the other side may wait to be accepted. Further streams are reset. Default: 256. */
  readonly acceptBacklog: number;
  /** The pause between keepalive pings. 0 sends none. Default: 30,000. */
  readonly keepAliveIntervalMs: number;
  /** How long the answer to a ping may take before the session ends. Default: 10,000. */
  readonly pingTimeoutMs: number;
  /** How long a new stream may wait for the other side's ACK before the session ends. Default: 75,000. */
  readonly openTimeoutMs: number;
  /** How long a closed stream waits for the other side's FIN before it is reset. Default: 300,000. */
  readonly closeTimeoutMs: number;
}

export const defaultLimits: YamuxLimits = {
  acceptBacklog: 256,
  keepAliveIntervalMs: 30_000,
  pingTimeoutMs: 10_000,
  openTimeoutMs: 75_000,
  closeTimeoutMs: 300_000,
};
