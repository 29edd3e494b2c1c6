/** The fields of a message that are messages, by field number, each with its own shape. */
export interface MessageShape {
  /** The shape of the message in the field with that number. */
  readonly [field: number]: MessageShape;
}

/** A field in a message: its number and, if it has a length, its content. */
interface Field {
  readonly number: number;
  readonly content: Uint8Array | undefined;
  /** Where the next field begins. */
  readonly end: number;
}

interface Varint {
  /** A number cannot hold 64 bits exactly. A value above 2^53 is not a valid length or tag. */
  readonly value: number;
  readonly end: number;
}

const longestVarint = 10;

/**
 * Returns `bytes` if they are a protobuf message whose lengths all fit. google-protobuf does not check lengths: six
 * bytes that announce a string of 2 GB block it. So bytes from another process are checked before google-protobuf reads
 * them.
 * @param shape the fields that are messages, and are checked too; by default none
 * @param mostFields how many fields the message and the messages of `shape` may have together; by default any number. An element of
 * a repeated field takes two bytes on the wire, and some 250 bytes of memory if it is a message
 * @throws Error if they are not such a message; RangeError if they have more fields
 */
export function wellFormed<Bytes extends Uint8Array>(bytes: Bytes, shape?: MessageShape, mostFields = Infinity): Bytes {
  const fields = countFields(bytes, shape, mostFields);
  if (fields === undefined) throw new Error('not a valid protobuf message');
  if (fields > mostFields) throw new RangeError(`a protobuf message with more than ${mostFields} fields`);
  return bytes;
}

/** Whether {@link wellFormed} accepts `bytes`, with any number of fields. */
export const isWellFormed = (bytes: Uint8Array, shape?: MessageShape): boolean =>
  countFields(bytes, shape, Infinity) !== undefined;

/** How many fields the message has; undefined if it is not one. Counting ends beyond `most`. */
function countFields(bytes: Uint8Array, shape: MessageShape = {}, most: number): number | undefined {
  let fields = 0;
  for (let at = 0; at < bytes.length && fields <= most;) {
    const field = readField(bytes, at);
    if (field === undefined) return undefined;
    fields += 1;
    at = field.end;
    const nested = shape[field.number];
    if (nested === undefined || field.content === undefined) continue;
    const inside = countFields(field.content, nested, most - fields);
    if (inside === undefined) return undefined;
    fields += inside;
  }
  return fields;
}

function readField(bytes: Uint8Array, at: number): Field | undefined {
  const tag = readVarint(bytes, at);
  if (tag === undefined || tag.value > 0xffff_ffff || tag.value < 8) return undefined;
  const number = Math.floor(tag.value / 8);
  switch (tag.value % 8) {
    case 0: {
      const value = readVarint(bytes, tag.end);
      return value === undefined ? undefined : { number, content: undefined, end: value.end };
    }
    case 1:
      return fixed(bytes, number, tag.end + 8);
    case 2: {
      const length = readVarint(bytes, tag.end);
      if (length === undefined || length.value > bytes.length - length.end) return undefined;
      const end = length.end + length.value;
      return { number, content: bytes.subarray(length.end, end), end };
    }
    case 5:
      return fixed(bytes, number, tag.end + 4);
    default:
      // Groups. proto3 has none.
      return undefined;
  }
}

const fixed = (bytes: Uint8Array, number: number, end: number): Field | undefined =>
  end > bytes.length ? undefined : { number, content: undefined, end };

/** The varint at `start`. Undefined if it does not end within the bytes, or is too long. */
export function readVarint(bytes: Uint8Array, start: number): Varint | undefined {
  let value = 0;
  for (let index = 0; index < longestVarint; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return undefined;
}
