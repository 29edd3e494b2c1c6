/** How long a blocking call may last; every port call takes it. */
export interface CallOptions {
  /** Aborting rejects the call with a `…CANCELED` error and releases what it held. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds from now; passing it rejects the call with a `…TIMEOUT` error. */
  readonly timeoutMs?: number | undefined;
}
