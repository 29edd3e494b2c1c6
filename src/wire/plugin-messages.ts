import type { OperationSchema } from '../domain/plugin/operation.js';
import type { PluginDescription } from '../domain/plugin/plugin-info.js';
import * as pb from './generated/plugin/v1/plugin_pb.cjs';
import type { MessageShape } from 'go-plugin-node';
import type { EncodedResult } from './execute-result.js';
import type { JsonValues } from './json-values.js';
import { bufferOf } from './message-bytes.js';
import { checked, checkedSchemas, checkLength, mostMembers } from './message-limits.js';
import { schemaMessage, schemaOf } from './schema-messages.js';
import { ProtobufReader } from './protobuf-reader.js';
import { encodeMessage } from './protobuf-writer.js';

/**
 * Converts between the bytes of a message and its values in the domain. Decoding throws for bytes that are not such a message. Encoding
 * makes every text well formed: half a surrogate pair is not valid UTF-8, and a peer written in Go would refuse the whole message.
 */
export interface Codec<T> {
  encode(value: T): Buffer;
  /** @param textBytes how many bytes of memory the texts in it may take @default any number */
  decode(bytes: Uint8Array, textBytes?: number): T;
}

/** One call of an operation, with the operation's name in the plugin. */
export interface ExecuteCall {
  readonly operation: string;
  readonly inputs: JsonValues;
}

/** The value of a message without fields. It is an object, because grpc-js treats undefined as no message. */
export const nothing: Readonly<Record<string, never>> = {};

/** The inputs and outputs of an operation are messages inside its schema. */
const schemaShape: MessageShape = { 3: {}, 4: {} };

/** Messages without fields. Fields of later versions are ignored. */
export const emptyMessage: Codec<typeof nothing> = { encode: () => Buffer.alloc(0), decode: () => nothing };

export const infoMessage: Codec<PluginDescription> = {
  encode({ name, version, description, capabilities }) {
    const message = new pb.GetInfoResponse();
    message
      .setName(name.toWellFormed())
      .setVersion(version.toWellFormed())
      .setDescription(description.toWellFormed())
      .setCapabilitiesList(capabilities.map((capability) => capability.toWellFormed()));
    return bufferOf(message.serializeBinary());
  },
  decode(bytes, textBytes) {
    const reader = ProtobufReader.of(bytes, textBytes);
    const capabilities: string[] = [];
    let [name, version, description] = ['', '', ''];
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) name = reader.text() ?? name;
      else if (field === 2) version = reader.text() ?? version;
      else if (field === 3) description = reader.text() ?? description;
      else if (field === 4) {
        const capability = reader.text();
        if (capability !== undefined) capabilities.push(capability);
        checkLength(capabilities, 'capabilities', mostMembers);
      } else reader.skip();
    return { name, version, description, capabilities };
  },
};

export const configMessage: Codec<JsonValues> = {
  encode: (config) => encodeMessage((fields) => fields.values(1, config)),
  decode(bytes) {
    const reader = ProtobufReader.of(bytes);
    const config = new Map<string, string>();
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) reader.value(config);
      else reader.skip();
    return config;
  },
};

export const schemasMessage: Codec<readonly OperationSchema[]> = {
  encode(schemas) {
    const message = new pb.ListOperationsResponse();
    message.setOperationsList(schemas.map(schemaMessage));
    return bufferOf(message.serializeBinary());
  },
  decode: (bytes) =>
    pb.ListOperationsResponse.deserializeBinary(checkedSchemas(bytes, { 1: schemaShape }))
      .getOperationsList()
      .map(schemaOf),
};

export const operationNameMessage: Codec<string> = {
  encode: (name) => bufferOf(new pb.GetOperationRequest().setName(name.toWellFormed()).serializeBinary()),
  decode: (bytes) => pb.GetOperationRequest.deserializeBinary(checked(bytes)).getName(),
};

export const foundSchemaMessage: Codec<OperationSchema> = {
  encode: (schema) => bufferOf(new pb.GetOperationResponse().setOperation(schemaMessage(schema)).serializeBinary()),
  decode: (bytes) =>
    schemaOf(
      pb.GetOperationResponse.deserializeBinary(checkedSchemas(bytes, { 1: schemaShape })).getOperation() ??
        new pb.OperationSchema(),
    ),
};

export const executeMessage: Codec<ExecuteCall> = {
  encode: ({ operation, inputs }) =>
    encodeMessage((fields) => {
      fields.text(1, operation);
      fields.values(2, inputs);
    }),
  decode(bytes) {
    const reader = ProtobufReader.of(bytes);
    const inputs = new Map<string, string>();
    let operation = '';
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) operation = reader.text() ?? operation;
      else if (field === 2) reader.value(inputs);
      else reader.skip();
    return { operation, inputs };
  },
};

export const resultMessage: Codec<EncodedResult> = {
  encode: ({ success, output, data, error }) =>
    encodeMessage((fields) => {
      fields.bool(1, success);
      fields.text(2, output);
      fields.values(3, data);
      fields.text(4, error);
    }),
  decode(bytes, textBytes) {
    const reader = ProtobufReader.of(bytes, textBytes);
    const data = new Map<string, string>();
    let [success, output, error] = [false, '', ''];
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) success = reader.bool() ?? success;
      else if (field === 2) output = reader.text() ?? output;
      else if (field === 3) reader.value(data);
      else if (field === 4) error = reader.text() ?? error;
      else reader.skip();
    return { success, output, data, error };
  },
};
