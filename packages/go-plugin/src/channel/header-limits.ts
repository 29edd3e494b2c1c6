import { sizeOfFields, type HeaderField } from '../http2/hpack/header-field.js';

/**
 * The largest block of headers that this side accepts, in bytes. The other side is told. A peer that observes the limit, such as Go's,
 * fails only the call whose text is too long.
 */
export const maxHeaderListBytes = 65_535;

/**
 * Checks headers against the other side's limit, as grpc-go does. A peer may end the connection, with all its calls, if headers exceed it.
 * @param limit bytes, Infinity if the other side has sent none
 * @throws Error with both numbers
 */
export function checkHeaderLimit(limit: number, ...lists: readonly (readonly HeaderField[])[]): void {
  if (limit === Infinity) return;
  let bytes = 0;
  for (const fields of lists) bytes += sizeOfFields(fields);
  if (bytes > limit) throw new Error(`its metadata has ${bytes} bytes, and the other side takes at most ${limit}`);
}
