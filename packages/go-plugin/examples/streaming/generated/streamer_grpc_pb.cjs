// source: streamer.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const streamer_pb = require('./streamer_pb.cjs');

function serialize_proto_Configure_Request(message) {
  if (!(message instanceof streamer_pb.Configure.Request)) throw new TypeError('Expected a message of type proto.Configure.Request');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_Configure_Request(bytes) {
  return streamer_pb.Configure.Request.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_Configure_Response(message) {
  if (!(message instanceof streamer_pb.Configure.Response)) throw new TypeError('Expected a message of type proto.Configure.Response');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_Configure_Response(bytes) {
  return streamer_pb.Configure.Response.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_Write_RequestChunk(message) {
  if (!(message instanceof streamer_pb.Write.RequestChunk)) throw new TypeError('Expected a message of type proto.Write.RequestChunk');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_Write_RequestChunk(bytes) {
  return streamer_pb.Write.RequestChunk.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_Write_Response(message) {
  if (!(message instanceof streamer_pb.Write.Response)) throw new TypeError('Expected a message of type proto.Write.Response');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_Write_Response(bytes) {
  return streamer_pb.Write.Response.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_Read_Request(message) {
  if (!(message instanceof streamer_pb.Read.Request)) throw new TypeError('Expected a message of type proto.Read.Request');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_Read_Request(bytes) {
  return streamer_pb.Read.Request.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_Read_ResponseChunk(message) {
  if (!(message instanceof streamer_pb.Read.ResponseChunk)) throw new TypeError('Expected a message of type proto.Read.ResponseChunk');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_Read_ResponseChunk(bytes) {
  return streamer_pb.Read.ResponseChunk.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_proto_Shout_Line(message) {
  if (!(message instanceof streamer_pb.Shout.Line)) throw new TypeError('Expected a message of type proto.Shout.Line');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_proto_Shout_Line(bytes) {
  return streamer_pb.Shout.Line.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.StreamerServiceService = {
  configure: {
    path: '/proto.StreamerService/Configure',
    requestStream: false,
    responseStream: false,
    requestType: streamer_pb.Configure.Request,
    responseType: streamer_pb.Configure.Response,
    requestSerialize: serialize_proto_Configure_Request,
    requestDeserialize: deserialize_proto_Configure_Request,
    responseSerialize: serialize_proto_Configure_Response,
    responseDeserialize: deserialize_proto_Configure_Response,
  },
  write: {
    path: '/proto.StreamerService/Write',
    requestStream: true,
    responseStream: false,
    requestType: streamer_pb.Write.RequestChunk,
    responseType: streamer_pb.Write.Response,
    requestSerialize: serialize_proto_Write_RequestChunk,
    requestDeserialize: deserialize_proto_Write_RequestChunk,
    responseSerialize: serialize_proto_Write_Response,
    responseDeserialize: deserialize_proto_Write_Response,
  },
  read: {
    path: '/proto.StreamerService/Read',
    requestStream: false,
    responseStream: true,
    requestType: streamer_pb.Read.Request,
    responseType: streamer_pb.Read.ResponseChunk,
    requestSerialize: serialize_proto_Read_Request,
    requestDeserialize: deserialize_proto_Read_Request,
    responseSerialize: serialize_proto_Read_ResponseChunk,
    responseDeserialize: deserialize_proto_Read_ResponseChunk,
  },
  shout: {
    path: '/proto.StreamerService/Shout',
    requestStream: true,
    responseStream: true,
    requestType: streamer_pb.Shout.Line,
    responseType: streamer_pb.Shout.Line,
    requestSerialize: serialize_proto_Shout_Line,
    requestDeserialize: deserialize_proto_Shout_Line,
    responseSerialize: serialize_proto_Shout_Line,
    responseDeserialize: deserialize_proto_Shout_Line,
  },
};

exports.StreamerServiceClient = grpc.makeGenericClientConstructor(exports.StreamerServiceService, 'proto.StreamerService');
