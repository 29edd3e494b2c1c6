// source: counter.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const counter_pb = require('./counter_pb.cjs');

function serialize_proto_GetRequest(message) {
  if (!(message instanceof counter_pb.GetRequest)) throw new TypeError('Expected a message of type proto.GetRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_GetRequest(bytes) {
  return counter_pb.GetRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_GetResponse(message) {
  if (!(message instanceof counter_pb.GetResponse)) throw new TypeError('Expected a message of type proto.GetResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_GetResponse(bytes) {
  return counter_pb.GetResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_PutRequest(message) {
  if (!(message instanceof counter_pb.PutRequest)) throw new TypeError('Expected a message of type proto.PutRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_PutRequest(bytes) {
  return counter_pb.PutRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_Empty(message) {
  if (!(message instanceof counter_pb.Empty)) throw new TypeError('Expected a message of type proto.Empty');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_Empty(bytes) {
  return counter_pb.Empty.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_SumRequest(message) {
  if (!(message instanceof counter_pb.SumRequest)) throw new TypeError('Expected a message of type proto.SumRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_SumRequest(bytes) {
  return counter_pb.SumRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_SumResponse(message) {
  if (!(message instanceof counter_pb.SumResponse)) throw new TypeError('Expected a message of type proto.SumResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_SumResponse(bytes) {
  return counter_pb.SumResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.CounterService = {
  get: {
    path: '/proto.Counter/Get',
    requestStream: false,
    responseStream: false,
    requestType: counter_pb.GetRequest,
    responseType: counter_pb.GetResponse,
    requestSerialize: serialize_proto_GetRequest,
    requestDeserialize: deserialize_proto_GetRequest,
    responseSerialize: serialize_proto_GetResponse,
    responseDeserialize: deserialize_proto_GetResponse,
  },
  put: {
    path: '/proto.Counter/Put',
    requestStream: false,
    responseStream: false,
    requestType: counter_pb.PutRequest,
    responseType: counter_pb.Empty,
    requestSerialize: serialize_proto_PutRequest,
    requestDeserialize: deserialize_proto_PutRequest,
    responseSerialize: serialize_proto_Empty,
    responseDeserialize: deserialize_proto_Empty,
  },
};

exports.CounterClient = grpc.makeGenericClientConstructor(exports.CounterService, 'proto.Counter');

exports.AddHelperService = {
  sum: {
    path: '/proto.AddHelper/Sum',
    requestStream: false,
    responseStream: false,
    requestType: counter_pb.SumRequest,
    responseType: counter_pb.SumResponse,
    requestSerialize: serialize_proto_SumRequest,
    requestDeserialize: deserialize_proto_SumRequest,
    responseSerialize: serialize_proto_SumResponse,
    responseDeserialize: deserialize_proto_SumResponse,
  },
};

exports.AddHelperClient = grpc.makeGenericClientConstructor(exports.AddHelperService, 'proto.AddHelper');
