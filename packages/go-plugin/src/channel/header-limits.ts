import type { OutgoingHttpHeaders, SessionOptions } from 'node:http2';

/**
 * What this side takes in one block of headers, and tells the other side. nghttp2 ends the whole connection over a single value beyond 64 KiB,
 * be it a long error text; a peer that knows the limit, as Go's does, fails the one call instead.
 */
export const maxHeaderListBytes = 65_535;

/**
 * Options of node:http2 whose defaults are narrower than what other implementations of gRPC send and take: 128 entries, and 64 KiB to send.
 * Each entry counts 32 bytes at least, so {@link maxHeaderListBytes} limits their number, too.
 */
export const headerLimits = {
  maxHeaderListPairs: Math.ceil(maxHeaderListBytes / 32),
  maxSendHeaderBlockLength: Number.MAX_SAFE_INTEGER,
} satisfies SessionOptions;

/** What HTTP/2 adds to the length of each entry, for its overhead. */
const entryOverhead = 32;
/** nghttp2 gives this for a peer that has named no limit. */
const unlimited = 0xffff_ffff;

/**
 * Checks headers against the limit that the other side has named, as grpc-go does: to send them would cost the connection, with all calls on it.
 * @param limit bytes; undefined if it has named none
 * @throws Error with both numbers
 */
export function checkHeaderLimit(headers: OutgoingHttpHeaders, limit: number | undefined): void {
  if (limit === undefined || limit === unlimited) return;
  let bytes = 0;
  for (const key of Object.keys(headers)) {
    for (const value of [headers[key]].flat()) bytes += key.length + String(value).length + entryOverhead;
  }
  if (bytes > limit) throw new Error(`its metadata has ${bytes} bytes, and the other side takes at most ${limit}`);
}
