import type { BinaryWriter, Map as ProtobufMap } from 'google-protobuf';

type WriteKey = (this: BinaryWriter, field: number, key: string) => void;
type WriteValue = (this: BinaryWriter, field: number, value: Uint8Array) => void;

/**
 * A `map<string, bytes>` that messages read and write through in place of google-protobuf's own: that one keeps its entries in a
 * plain object and so loses the key `__proto__`. Has the three methods that generated code calls.
 */
export class WireMap extends Map<string, Uint8Array> {
  /** The map as a message's getter returns it. */
  readonly asField = (): ProtobufMap<string, Uint8Array | string> =>
    this as unknown as ProtobufMap<string, Uint8Array | string>;

  getLength(): number {
    return this.size;
  }

  /** An entry without value arrives as the empty text that generated code gives as its default. */
  override set(key: string, value: Uint8Array | ''): this {
    return super.set(key, value === '' ? new Uint8Array() : value);
  }

  serializeBinary(field: number, writer: BinaryWriter, writeKey: WriteKey, writeValue: WriteValue): void {
    for (const [key, value] of this) {
      writer.beginSubMessage(field);
      writeKey.call(writer, 1, key);
      writeValue.call(writer, 2, value);
      writer.endSubMessage(field);
    }
  }
}
