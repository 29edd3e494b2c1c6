// source: kv.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const kv_pb = require('./kv_pb.cjs');

function serialize_proto_GetRequest(message) {
  if (!(message instanceof kv_pb.GetRequest)) throw new TypeError('Expected a message of type proto.GetRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_GetRequest(bytes) {
  return kv_pb.GetRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_GetResponse(message) {
  if (!(message instanceof kv_pb.GetResponse)) throw new TypeError('Expected a message of type proto.GetResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_GetResponse(bytes) {
  return kv_pb.GetResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_PutRequest(message) {
  if (!(message instanceof kv_pb.PutRequest)) throw new TypeError('Expected a message of type proto.PutRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_PutRequest(bytes) {
  return kv_pb.PutRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_Empty(message) {
  if (!(message instanceof kv_pb.Empty)) throw new TypeError('Expected a message of type proto.Empty');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_Empty(bytes) {
  return kv_pb.Empty.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.KVService = {
  get: {
    path: '/proto.KV/Get',
    requestStream: false,
    responseStream: false,
    requestType: kv_pb.GetRequest,
    responseType: kv_pb.GetResponse,
    requestSerialize: serialize_proto_GetRequest,
    requestDeserialize: deserialize_proto_GetRequest,
    responseSerialize: serialize_proto_GetResponse,
    responseDeserialize: deserialize_proto_GetResponse,
  },
  put: {
    path: '/proto.KV/Put',
    requestStream: false,
    responseStream: false,
    requestType: kv_pb.PutRequest,
    responseType: kv_pb.Empty,
    requestSerialize: serialize_proto_PutRequest,
    requestDeserialize: deserialize_proto_PutRequest,
    responseSerialize: serialize_proto_Empty,
    responseDeserialize: deserialize_proto_Empty,
  },
};

exports.KVClient = grpc.makeGenericClientConstructor(exports.KVService, 'proto.KV');
