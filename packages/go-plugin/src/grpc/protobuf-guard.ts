import { readVarint } from '../protobuf-check.js';

/** The part of google-protobuf's reader that the check uses. */
interface MessageReader {
  getBuffer(): Uint8Array | null;
  getCursor(): number;
  isDelimited(): boolean;
}

type Read = (this: MessageReader, ...values: unknown[]) => unknown;

/** google-protobuf, as `import protobuf from 'google-protobuf'` gives it. */
export interface GoogleProtobuf {
  /** The reader of all message classes of this copy. */
  readonly BinaryReader: { readonly prototype: object };
}

/** The methods of google-protobuf's reader that trust a length. `readBytes` and skipping a field check it themselves. */
const believingReads = /^read(String|Message|Packed\w+)$/;

const guarded = new WeakSet<object>();

/**
 * Makes a copy of google-protobuf reject a field that is longer than its message, with an error. Without this, it processes the announced
 * length, up to 4 GB. So six bytes of a peer, anywhere in a message, can keep the process busy for minutes (ADR 0013). Valid messages are
 * read as before.
 *
 * Call it once, before the first message arrives: `guardProtobuf(protobuf)` after `import protobuf from 'google-protobuf'`. It changes the
 * reader of that copy for the whole process, so the program should call it, not a library. Idempotent. This package's own messages do not
 * need it.
 */
export function guardProtobuf({ BinaryReader: { prototype } }: GoogleProtobuf): void {
  if (guarded.has(prototype) || Object.isFrozen(prototype)) return;
  guarded.add(prototype);
  for (const [name, { value: read }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (!believingReads.test(name) || typeof read !== 'function') continue;
    const original = read as Read;
    const guardedRead: Read = function (...values) {
      assertFits(this);
      return original.apply(this, values);
    };
    Object.defineProperty(prototype, name, { value: guardedRead, configurable: true, writable: true });
  }
}

/** Checks the length of the field at which the reader stands. */
function assertFits(reader: MessageReader): void {
  const bytes = reader.getBuffer();
  if (bytes === null || !reader.isDelimited()) return;
  const start = reader.getCursor();
  const first = bytes[start] ?? 0xff;
  // The most common case, without making an object.
  if (first < 0x80 && first < bytes.length - start) return;
  const length = readVarint(bytes, start);
  if (length === undefined || length.value > bytes.length - length.end)
    throw new Error('a field of the message is longer than the message');
}
