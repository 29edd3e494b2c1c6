import { sizeOfFields, type HeaderField } from '../http2/hpack/header-field.js';

/**
 * What this side takes in one block of headers, and tells the other side. A peer that knows the limit, as Go's does, fails the one call over a
 * text that is too long.
 */
export const maxHeaderListBytes = 65_535;

/**
 * Checks headers against the limit that the other side has named, as grpc-go does: it may end the connection over more, with all calls on it.
 * @param limit bytes; Infinity if it has named none
 * @throws Error with both numbers
 */
export function checkHeaderLimit(limit: number, ...lists: readonly (readonly HeaderField[])[]): void {
  if (limit === Infinity) return;
  let bytes = 0;
  for (const fields of lists) bytes += sizeOfFields(fields);
  if (bytes > limit) throw new Error(`its metadata has ${bytes} bytes, and the other side takes at most ${limit}`);
}
