// Turns protoc's descriptor set into descriptors.cjs: what a gRPC reflection service answers with, indexed so that it need
// not parse any descriptor.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The FileDescriptorProtos of a serialized FileDescriptorSet. */
export function parseDescriptorSet(bytes) {
  const { FileDescriptorSet } = require('google-protobuf/google/protobuf/descriptor_pb.js');
  return FileDescriptorSet.deserializeBinary(new Uint8Array(bytes)).getFileList();
}

/** Top level messages and enums, sorted. */
export function topLevelTypes(file) {
  return [...file.getMessageTypeList(), ...file.getEnumTypeList()].map((type) => type.getName()).sort();
}

/** All that reflection can be asked for by name, fully qualified, sorted. */
function symbolsOf(file) {
  const symbols = [];
  const enumSymbols = (prefix, type) => {
    symbols.push(prefix + type.getName());
    for (const value of type.getValueList()) symbols.push(prefix + value.getName()); // values are siblings of their enum
  };
  const messageSymbols = (prefix, message) => {
    const name = prefix + message.getName();
    symbols.push(name);
    for (const field of [...message.getFieldList(), ...message.getOneofDeclList()])
      symbols.push(`${name}.${field.getName()}`);
    for (const nested of message.getNestedTypeList()) messageSymbols(`${name}.`, nested);
    for (const type of message.getEnumTypeList()) enumSymbols(`${name}.`, type);
  };
  const prefix = file.getPackage() ? `${file.getPackage()}.` : '';
  for (const message of file.getMessageTypeList()) messageSymbols(prefix, message);
  for (const type of file.getEnumTypeList()) enumSymbols(prefix, type);
  for (const service of file.getServiceList()) {
    symbols.push(prefix + service.getName());
    for (const method of service.getMethodList()) symbols.push(`${prefix}${service.getName()}.${method.getName()}`);
  }
  return symbols.sort();
}

export function descriptorModule(files) {
  const entries = [...files]
    .sort((a, b) => (a.getName() < b.getName() ? -1 : 1))
    .map((file) => ({
      name: file.getName(),
      dependencies: file.getDependencyList(),
      services: file
        .getServiceList()
        .map((service) => [file.getPackage(), service.getName()].filter(Boolean).join('.')),
      symbols: symbolsOf(file),
      descriptor: Buffer.from(file.serializeBinary()).toString('base64'),
    }));
  return `// GENERATED CODE -- DO NOT EDIT!
'use strict';

exports.fileDescriptors = ${JSON.stringify(entries, null, 2)};
`;
}

export const descriptorTypings = `// GENERATED CODE -- DO NOT EDIT!

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
`;
