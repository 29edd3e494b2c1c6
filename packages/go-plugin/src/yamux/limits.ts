/** Bytes that one side may send on a stream before the other grants more; hashicorp/yamux starts at this and so must we. */
export const streamWindow = 262_144;

/** A window is topped up once this much of it has been consumed: half of it, as hashicorp/yamux does. */
export const windowUpdateThreshold = streamWindow / 2;

/**
 * Our data frames are at most this long, so that streams on one session take turns. As much as one window update grants: shorter
 * frames cost a Go reader about a tenth of the throughput.
 */
export const maxFramePayload = streamWindow / 2;

/**
 * So much may come on a stream that this side has closed: what HTTP/2 and TLS say at their end, on its way with the other side's FIN. A reset
 * for it reaches a Go peer that has forgotten the stream, and makes it log a warning.
 */
export const farewellBytes = 16_384;

/** Limits of a session; the defaults are those of hashicorp/yamux. Times in milliseconds. */
export interface YamuxLimits {
  /** Streams of the other side that wait to be accepted; the next are reset. Default 256. */
  readonly acceptBacklog: number;
  /** Pause between keepalive pings; 0 sends none. Default 30,000. */
  readonly keepAliveIntervalMs: number;
  /** How long the answer to a ping may take before the session is given up. Default 10,000. */
  readonly pingTimeoutMs: number;
  /** How long a new stream may wait for the other side's ACK before the session is given up. Default 75,000. */
  readonly openTimeoutMs: number;
  /** How long a closed stream waits for the other side's FIN before it is reset. Default 300,000. */
  readonly closeTimeoutMs: number;
}

export const defaultLimits: YamuxLimits = {
  acceptBacklog: 256,
  keepAliveIntervalMs: 30_000,
  pingTimeoutMs: 10_000,
  openTimeoutMs: 75_000,
  closeTimeoutMs: 300_000,
};
