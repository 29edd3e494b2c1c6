/** How long a blocking call may last. Both limits may be given; the first that ends, ends the call. */
export interface CallOptions {
  /** Aborting rejects the call with `CANCELED` and releases what it held. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds from now; passing it rejects the call with the timeout error of that call. */
  readonly timeoutMs?: number | undefined;
}
