// source: keys.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const keys_pb = require('./keys_pb.cjs');

function serialize_negotiated_ListRequest(message) {
  if (!(message instanceof keys_pb.ListRequest)) throw new TypeError('Expected a message of type negotiated.ListRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_negotiated_ListRequest(bytes) {
  return keys_pb.ListRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_negotiated_ListResponse(message) {
  if (!(message instanceof keys_pb.ListResponse)) throw new TypeError('Expected a message of type negotiated.ListResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_negotiated_ListResponse(bytes) {
  return keys_pb.ListResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.KeysService = {
  list: {
    path: '/negotiated.Keys/List',
    requestStream: false,
    responseStream: false,
    requestType: keys_pb.ListRequest,
    responseType: keys_pb.ListResponse,
    requestSerialize: serialize_negotiated_ListRequest,
    requestDeserialize: deserialize_negotiated_ListRequest,
    responseSerialize: serialize_negotiated_ListResponse,
    responseDeserialize: deserialize_negotiated_ListResponse,
  },
};

exports.KeysClient = grpc.makeGenericClientConstructor(exports.KeysService, 'negotiated.Keys');
