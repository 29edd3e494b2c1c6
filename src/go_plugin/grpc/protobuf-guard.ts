import type { ServiceDefinition } from '@grpc/grpc-js';
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

/** A message class of protoc's JavaScript generator. */
interface MessageClass {
  deserializeBinary(bytes: Uint8Array): unknown;
  deserializeBinaryFromReader: (message: unknown, reader: object) => unknown;
}

/** The reads of google-protobuf that believe a length. `readBytes` and the skipping of a field look for themselves. */
const believingReads = /^read(String|Message|Packed\w+)$/;

const guarded = new WeakSet<object>();
const seen = new WeakSet<object>();

/**
 * Lets a copy of google-protobuf refuse a field that is longer than its message, with an error. By itself it works through the announced
 * length, up to 4 GB: six bytes of a peer, wherever in a message, keep the process busy for minutes (ADR 0013). Nothing that is valid is
 * read in another way.
 *
 * `PluginClient`'s connections and `serve` do so by themselves with the copy that the messages of a generated client or service use. Call
 * it for messages that come in another way. Idempotent.
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

/** {@link guardProtobuf} for the messages of a generated service; what is made by other tools, or by hand, is left alone. */
export function guardMessages(service: ServiceDefinition): void {
  for (const method of Object.values(service)) {
    const { requestType, responseType } = method as { requestType?: unknown; responseType?: unknown };
    for (const type of [requestType, responseType]) {
      if (!isMessageClass(type) || seen.has(type)) continue;
      seen.add(type);
      const reader = readerOf(type);
      if (reader !== undefined) guardProtobuf({ BinaryReader: { prototype: reader } });
    }
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

function isMessageClass(type: unknown): type is MessageClass {
  if (typeof type !== 'function') return false;
  const { deserializeBinary, deserializeBinaryFromReader } = type as Partial<Record<keyof MessageClass, unknown>>;
  return typeof deserializeBinary === 'function' && typeof deserializeBinaryFromReader === 'function';
}

/**
 * The prototype of the reader that a message class uses: of whatever copy of google-protobuf it was generated for, which need not be ours.
 * The class names it nowhere, but shows one when it reads a message.
 */
function readerOf(type: MessageClass): object | undefined {
  const own = type.deserializeBinaryFromReader;
  let shown: object | undefined;
  try {
    type.deserializeBinaryFromReader = (message, reader) => {
      shown = reader;
      return message;
    };
    type.deserializeBinary(new Uint8Array());
  } catch {
    // Not what it looked like.
  } finally {
    if (type.deserializeBinaryFromReader !== own) type.deserializeBinaryFromReader = own;
  }
  const prototype: unknown = shown === undefined ? undefined : Object.getPrototypeOf(shown);
  return isReader(prototype) ? prototype : undefined;
}

function isReader(prototype: unknown): prototype is MessageReader {
  if (typeof prototype !== 'object' || prototype === null) return false;
  return ['getBuffer', 'getCursor', 'isDelimited'].every((name) => name in prototype);
}
