/** What reflection needs to know about one proto file. */
export interface ProtoFile {
  /** The name that other files import it by. */
  readonly name: string;
  readonly dependencies: readonly string[];
  /**
   * Fully qualified names of all its declarations: messages, fields, oneofs, enums, enum values, services, methods,
   * extensions.
   */
  readonly symbols: readonly string[];
  readonly extensions: readonly ProtoExtension[];
  /** The serialized google.protobuf.FileDescriptorProto. */
  readonly descriptor: Uint8Array;
}

/** A field that one message adds to another. */
export interface ProtoExtension {
  /** Fully qualified name of the message that is extended. */
  readonly extendee: string;
  readonly number: number;
}

interface Field {
  readonly number: number;
  /** The content of a length-delimited field. Empty for others. */
  readonly bytes: Uint8Array;
  /** The value of a varint field. 0 for others. */
  readonly value: number;
}

/**
 * Reads the names in a FileDescriptorProto. It knows only five message types. The library's descriptor.proto would add
 * 30 ms to the start of every plugin.
 * @throws RangeError if the bytes are not a protobuf message
 */
export function readFileDescriptor(descriptor: Uint8Array): ProtoFile {
  const fields = readFields(descriptor);
  const packageName = textsOf(fields, 2)[0] ?? '';
  const symbols: string[] = [];
  const extensions: ProtoExtension[] = [];
  for (const message of bytesOf(fields, 4)) readMessage(message, packageName, symbols, extensions);
  for (const item of bytesOf(fields, 5)) readEnum(item, packageName, symbols);
  for (const service of bytesOf(fields, 6)) readService(service, packageName, symbols);
  for (const extension of bytesOf(fields, 7)) readExtension(extension, packageName, symbols, extensions);
  return {
    name: textsOf(fields, 1)[0] ?? '',
    dependencies: textsOf(fields, 3),
    symbols,
    extensions,
    descriptor,
  };
}

function readMessage(bytes: Uint8Array, scope: string, symbols: string[], extensions: ProtoExtension[]): void {
  const fields = readFields(bytes);
  const name = declare(fields, scope, symbols);
  for (const member of [...bytesOf(fields, 2), ...bytesOf(fields, 8)]) declare(readFields(member), name, symbols);
  for (const nested of bytesOf(fields, 3)) readMessage(nested, name, symbols, extensions);
  for (const item of bytesOf(fields, 4)) readEnum(item, name, symbols);
  for (const extension of bytesOf(fields, 6)) readExtension(extension, name, symbols, extensions);
}

function readEnum(bytes: Uint8Array, scope: string, symbols: string[]): void {
  const fields = readFields(bytes);
  declare(fields, scope, symbols);
  // As in C++, the values of an enum are its siblings, not its members.
  for (const value of bytesOf(fields, 2)) declare(readFields(value), scope, symbols);
}

function readService(bytes: Uint8Array, scope: string, symbols: string[]): void {
  const fields = readFields(bytes);
  const name = declare(fields, scope, symbols);
  for (const method of bytesOf(fields, 2)) declare(readFields(method), name, symbols);
}

function readExtension(bytes: Uint8Array, scope: string, symbols: string[], extensions: ProtoExtension[]): void {
  const fields = readFields(bytes);
  declare(fields, scope, symbols);
  const extendee = (textsOf(fields, 2)[0] ?? '').replace(/^\./, '');
  extensions.push({ extendee, number: fields.find((field) => field.number === 3)?.value ?? 0 });
}

function declare(fields: readonly Field[], scope: string, symbols: string[]): string {
  const own = textsOf(fields, 1)[0] ?? '';
  const name = scope === '' ? own : `${scope}.${own}`;
  symbols.push(name);
  return name;
}

const bytesOf = (fields: readonly Field[], number: number): readonly Uint8Array[] =>
  fields.filter((field) => field.number === number).map((field) => field.bytes);

const textsOf = (fields: readonly Field[], number: number): readonly string[] =>
  bytesOf(fields, number).map((bytes) => Buffer.from(bytes).toString('utf8'));

const noBytes = new Uint8Array();

function readFields(bytes: Uint8Array): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || factor > 2 ** 63) throw new RangeError('a varint of the descriptor does not end');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const skip = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('a field of the descriptor is longer than the descriptor');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (wireType === 0) fields.push({ number, bytes: noBytes, value: varint() });
    else if (wireType === 2) fields.push({ number, bytes: skip(varint()), value: 0 });
    else if (wireType === 1) skip(8);
    else if (wireType === 5) skip(4);
    else throw new RangeError(`wire type ${wireType} does not occur in descriptors`);
  }
  return fields;
}
