import { readVarint } from '../protobuf-check.js';

/** What google-protobuf's reader tells of itself. */
interface MessageReader {
  getBuffer(): Uint8Array | null;
  getCursor(): number;
  isDelimited(): boolean;
}

type Read = (this: MessageReader, ...values: unknown[]) => unknown;

/** google-protobuf, as `import protobuf from 'google-protobuf'` gives it. */
export interface GoogleProtobuf {
  /** What all message classes of this copy are read by. */
  readonly BinaryReader: { readonly prototype: object };
}

/** The reads of google-protobuf that believe a length. `readBytes` and the skipping of a field look for themselves. */
const believingReads = /^read(String|Message|Packed\w+)$/;

const guarded = new WeakSet<object>();

/**
 * Lets a copy of google-protobuf refuse a field that is longer than its message, with an error. By itself it works through the announced
 * length, up to 4 GB: six bytes of a peer, wherever in a message, keep the process busy for minutes (ADR 0013). Nothing that is valid is
 * read in another way.
 *
 * Call it once, before the first message comes: `guardProtobuf(protobuf)` after `import protobuf from 'google-protobuf'`. It changes the
 * reader of that copy for the whole process, which is why it is for the program to call and not for a library. Idempotent. This package's
 * own messages need it not.
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

/** At the length of a field that has one. */
function assertFits(reader: MessageReader): void {
  const bytes = reader.getBuffer();
  if (bytes === null || !reader.isDelimited()) return;
  const start = reader.getCursor();
  const first = bytes[start] ?? 0xff;
  // Nearly always: spares the object.
  if (first < 0x80 && first < bytes.length - start) return;
  const length = readVarint(bytes, start);
  if (length === undefined || length.value > bytes.length - length.end)
    throw new Error('a field of the message is longer than the message');
}
