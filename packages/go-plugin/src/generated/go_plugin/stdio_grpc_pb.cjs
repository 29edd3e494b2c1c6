// source: go_plugin/stdio.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const google_protobuf_empty_pb = require('google-protobuf/google/protobuf/empty_pb.js');
const go_plugin_stdio_pb = require('./stdio_pb.cjs');

function serialize_google_protobuf_Empty(message) {
  if (!(message instanceof google_protobuf_empty_pb.Empty)) throw new TypeError('Expected a message of type google.protobuf.Empty');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_google_protobuf_Empty(bytes) {
  return google_protobuf_empty_pb.Empty.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_StdioData(message) {
  if (!(message instanceof go_plugin_stdio_pb.StdioData)) throw new TypeError('Expected a message of type plugin.StdioData');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_StdioData(bytes) {
  return go_plugin_stdio_pb.StdioData.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.GRPCStdioService = {
  streamStdio: {
    path: '/plugin.GRPCStdio/StreamStdio',
    requestStream: false,
    responseStream: true,
    requestType: google_protobuf_empty_pb.Empty,
    responseType: go_plugin_stdio_pb.StdioData,
    requestSerialize: serialize_google_protobuf_Empty,
    requestDeserialize: deserialize_google_protobuf_Empty,
    responseSerialize: serialize_plugin_StdioData,
    responseDeserialize: deserialize_plugin_StdioData,
  },
};

exports.GRPCStdioClient = grpc.makeGenericClientConstructor(exports.GRPCStdioService, 'plugin.GRPCStdio');
