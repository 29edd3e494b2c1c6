import type { BinaryWriter, Map as ProtobufMap } from 'google-protobuf';

type WriteKey = (this: BinaryWriter, field: number, key: string) => void;
type WriteValue = (this: BinaryWriter, field: number, value: Uint8Array) => void;

/**
 * Replaces google-protobuf's `map<string, bytes>` in messages. google-protobuf keeps the entries in a plain object, and
 * so loses the key `__proto__`. It has the three methods that generated code calls.
 */
export class WireMap extends Map<string, Uint8Array> {
  /** Returns the map as a message's getter does. */
  readonly asField = (): ProtobufMap<string, Uint8Array | string> =>
    this as unknown as ProtobufMap<string, Uint8Array | string>;

  getLength(): number {
    return this.size;
  }

  /** Generated code passes an empty text for an entry without a value. */
  override set(key: string, value: Uint8Array | ''): this {
    return super.set(key, value === '' ? new Uint8Array() : value);
  }

  serializeBinary(field: number, writer: BinaryWriter, writeKey: WriteKey, writeValue: WriteValue): void {
    for (const [key, value] of this) {
      writer.beginSubMessage(field);
      writeKey.call(writer, 1, key.toWellFormed());
      writeValue.call(writer, 2, value);
      writer.endSubMessage(field);
    }
  }
}
