import { wellFormed, type MessageShape } from 'go-plugin-node';

/**
 * How many fields a message may have, those of the messages inside it counted. A field takes two bytes on the wire and up to 250 bytes of memory,
 * so that a message of 64 MiB could take more memory than Node has.
 */
export const mostFields = 500_000;

/** How many members the inputs, the outputs or the metadata of one message may have, and how many capabilities a list of them. */
export const mostMembers = 100_000;

/** How many issues a validator may find in one answer. Each takes some 450 bytes of memory until the most serious ones are chosen. */
export const mostIssues = 200_000;

/** @throws RangeError if a list has more items than `most` */
export function checkLength(items: readonly unknown[], what: string, most: number): void {
  if (items.length > most) throw new RangeError(`a message with more than ${most} ${what}`);
}

/** How many fields a list of schemas may have, those of its inputs and outputs counted. Each schema takes some 1,200 bytes of memory. */
export const mostSchemaFields = 150_000;

/** How large a list of schemas may be: 8 MiB. It is kept for as long as the plugin runs, and the default in each is JSON of its own. */
export const mostSchemaBytes = 8 * 1024 * 1024;

/**
 * Returns a message of another process that google-protobuf can read, and that does not take too much memory.
 *
 * @throws Error if it is not a protobuf message; RangeError if it has more fields than {@link mostFields}
 */
export const checked = <Bytes extends Uint8Array>(bytes: Bytes, shape?: MessageShape): Bytes =>
  wellFormed(bytes, shape, mostFields);

/**
 * {@link checked} for a list of schemas.
 *
 * @throws RangeError if it has more fields than {@link mostSchemaFields}, or more bytes than {@link mostSchemaBytes}
 */
export function checkedSchemas<Bytes extends Uint8Array>(bytes: Bytes, shape: MessageShape): Bytes {
  if (bytes.length > mostSchemaBytes)
    throw new RangeError(`schemas of ${bytes.length} bytes; at most ${mostSchemaBytes} are read`);
  return wellFormed(bytes, shape, mostSchemaFields);
}
