// source: go_plugin/reflection_v1alpha.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const go_plugin_reflection_v1alpha_pb = require('./reflection_v1alpha_pb.cjs');

function serialize_grpc_reflection_v1alpha_ServerReflectionRequest(message) {
  if (!(message instanceof go_plugin_reflection_v1alpha_pb.ServerReflectionRequest)) throw new TypeError('Expected a message of type grpc.reflection.v1alpha.ServerReflectionRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_reflection_v1alpha_ServerReflectionRequest(bytes) {
  return go_plugin_reflection_v1alpha_pb.ServerReflectionRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_grpc_reflection_v1alpha_ServerReflectionResponse(message) {
  if (!(message instanceof go_plugin_reflection_v1alpha_pb.ServerReflectionResponse)) throw new TypeError('Expected a message of type grpc.reflection.v1alpha.ServerReflectionResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_reflection_v1alpha_ServerReflectionResponse(bytes) {
  return go_plugin_reflection_v1alpha_pb.ServerReflectionResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.ServerReflectionService = {
  serverReflectionInfo: {
    path: '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo',
    requestStream: true,
    responseStream: true,
    requestType: go_plugin_reflection_v1alpha_pb.ServerReflectionRequest,
    responseType: go_plugin_reflection_v1alpha_pb.ServerReflectionResponse,
    requestSerialize: serialize_grpc_reflection_v1alpha_ServerReflectionRequest,
    requestDeserialize: deserialize_grpc_reflection_v1alpha_ServerReflectionRequest,
    responseSerialize: serialize_grpc_reflection_v1alpha_ServerReflectionResponse,
    responseDeserialize: deserialize_grpc_reflection_v1alpha_ServerReflectionResponse,
  },
};

exports.ServerReflectionClient = grpc.makeGenericClientConstructor(exports.ServerReflectionService, 'grpc.reflection.v1alpha.ServerReflection');
