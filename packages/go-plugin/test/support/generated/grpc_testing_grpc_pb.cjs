// source: grpc_testing.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const grpc_testing_pb = require('./grpc_testing_pb.cjs');

function serialize_grpc_testing_Empty(message) {
  if (!(message instanceof grpc_testing_pb.Empty)) throw new TypeError('Expected a message of type grpc.testing.Empty');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_testing_Empty(bytes) {
  return grpc_testing_pb.Empty.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_grpc_testing_SimpleRequest(message) {
  if (!(message instanceof grpc_testing_pb.SimpleRequest)) throw new TypeError('Expected a message of type grpc.testing.SimpleRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_testing_SimpleRequest(bytes) {
  return grpc_testing_pb.SimpleRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_grpc_testing_SimpleResponse(message) {
  if (!(message instanceof grpc_testing_pb.SimpleResponse)) throw new TypeError('Expected a message of type grpc.testing.SimpleResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_testing_SimpleResponse(bytes) {
  return grpc_testing_pb.SimpleResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_grpc_testing_StreamingOutputCallRequest(message) {
  if (!(message instanceof grpc_testing_pb.StreamingOutputCallRequest)) throw new TypeError('Expected a message of type grpc.testing.StreamingOutputCallRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_testing_StreamingOutputCallRequest(bytes) {
  return grpc_testing_pb.StreamingOutputCallRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_grpc_testing_StreamingOutputCallResponse(message) {
  if (!(message instanceof grpc_testing_pb.StreamingOutputCallResponse)) throw new TypeError('Expected a message of type grpc.testing.StreamingOutputCallResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_testing_StreamingOutputCallResponse(bytes) {
  return grpc_testing_pb.StreamingOutputCallResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_grpc_testing_StreamingInputCallRequest(message) {
  if (!(message instanceof grpc_testing_pb.StreamingInputCallRequest)) throw new TypeError('Expected a message of type grpc.testing.StreamingInputCallRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_testing_StreamingInputCallRequest(bytes) {
  return grpc_testing_pb.StreamingInputCallRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_grpc_testing_StreamingInputCallResponse(message) {
  if (!(message instanceof grpc_testing_pb.StreamingInputCallResponse)) throw new TypeError('Expected a message of type grpc.testing.StreamingInputCallResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_testing_StreamingInputCallResponse(bytes) {
  return grpc_testing_pb.StreamingInputCallResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.TestServiceService = {
  emptyCall: {
    path: '/grpc.testing.TestService/EmptyCall',
    requestStream: false,
    responseStream: false,
    requestType: grpc_testing_pb.Empty,
    responseType: grpc_testing_pb.Empty,
    requestSerialize: serialize_grpc_testing_Empty,
    requestDeserialize: deserialize_grpc_testing_Empty,
    responseSerialize: serialize_grpc_testing_Empty,
    responseDeserialize: deserialize_grpc_testing_Empty,
  },
  unaryCall: {
    path: '/grpc.testing.TestService/UnaryCall',
    requestStream: false,
    responseStream: false,
    requestType: grpc_testing_pb.SimpleRequest,
    responseType: grpc_testing_pb.SimpleResponse,
    requestSerialize: serialize_grpc_testing_SimpleRequest,
    requestDeserialize: deserialize_grpc_testing_SimpleRequest,
    responseSerialize: serialize_grpc_testing_SimpleResponse,
    responseDeserialize: deserialize_grpc_testing_SimpleResponse,
  },
  streamingOutputCall: {
    path: '/grpc.testing.TestService/StreamingOutputCall',
    requestStream: false,
    responseStream: true,
    requestType: grpc_testing_pb.StreamingOutputCallRequest,
    responseType: grpc_testing_pb.StreamingOutputCallResponse,
    requestSerialize: serialize_grpc_testing_StreamingOutputCallRequest,
    requestDeserialize: deserialize_grpc_testing_StreamingOutputCallRequest,
    responseSerialize: serialize_grpc_testing_StreamingOutputCallResponse,
    responseDeserialize: deserialize_grpc_testing_StreamingOutputCallResponse,
  },
  streamingInputCall: {
    path: '/grpc.testing.TestService/StreamingInputCall',
    requestStream: true,
    responseStream: false,
    requestType: grpc_testing_pb.StreamingInputCallRequest,
    responseType: grpc_testing_pb.StreamingInputCallResponse,
    requestSerialize: serialize_grpc_testing_StreamingInputCallRequest,
    requestDeserialize: deserialize_grpc_testing_StreamingInputCallRequest,
    responseSerialize: serialize_grpc_testing_StreamingInputCallResponse,
    responseDeserialize: deserialize_grpc_testing_StreamingInputCallResponse,
  },
  fullDuplexCall: {
    path: '/grpc.testing.TestService/FullDuplexCall',
    requestStream: true,
    responseStream: true,
    requestType: grpc_testing_pb.StreamingOutputCallRequest,
    responseType: grpc_testing_pb.StreamingOutputCallResponse,
    requestSerialize: serialize_grpc_testing_StreamingOutputCallRequest,
    requestDeserialize: deserialize_grpc_testing_StreamingOutputCallRequest,
    responseSerialize: serialize_grpc_testing_StreamingOutputCallResponse,
    responseDeserialize: deserialize_grpc_testing_StreamingOutputCallResponse,
  },
  unimplementedCall: {
    path: '/grpc.testing.TestService/UnimplementedCall',
    requestStream: false,
    responseStream: false,
    requestType: grpc_testing_pb.Empty,
    responseType: grpc_testing_pb.Empty,
    requestSerialize: serialize_grpc_testing_Empty,
    requestDeserialize: deserialize_grpc_testing_Empty,
    responseSerialize: serialize_grpc_testing_Empty,
    responseDeserialize: deserialize_grpc_testing_Empty,
  },
};

exports.TestServiceClient = grpc.makeGenericClientConstructor(exports.TestServiceService, 'grpc.testing.TestService');

exports.UnimplementedServiceService = {
  unimplementedCall: {
    path: '/grpc.testing.UnimplementedService/UnimplementedCall',
    requestStream: false,
    responseStream: false,
    requestType: grpc_testing_pb.Empty,
    responseType: grpc_testing_pb.Empty,
    requestSerialize: serialize_grpc_testing_Empty,
    requestDeserialize: deserialize_grpc_testing_Empty,
    responseSerialize: serialize_grpc_testing_Empty,
    responseDeserialize: deserialize_grpc_testing_Empty,
  },
};

exports.UnimplementedServiceClient = grpc.makeGenericClientConstructor(exports.UnimplementedServiceService, 'grpc.testing.UnimplementedService');
