// GENERATED CODE -- DO NOT EDIT!

/** One proto file, as gRPC reflection speaks of it. */
export interface ProtoFile {
  /** The name that other files import it by. */
  readonly name: string;
  /** Names of the files that it imports. */
  readonly dependencies: readonly string[];
  /** Fully qualified names of its services. */
  readonly services: readonly string[];
  /** Fully qualified names of all it declares: services, methods, messages, fields, oneofs, enums, enum values. */
  readonly symbols: readonly string[];
  /** The serialized google.protobuf.FileDescriptorProto, base64. */
  readonly descriptor: string;
}

/** Sorted by name; imports are included. */
export const fileDescriptors: readonly ProtoFile[];
