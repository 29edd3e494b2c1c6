// source: go_plugin/health.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const go_plugin_health_pb = require('./health_pb.cjs');

function serialize_grpc_health_v1_HealthCheckRequest(message) {
  if (!(message instanceof go_plugin_health_pb.HealthCheckRequest)) throw new TypeError('Expected a message of type grpc.health.v1.HealthCheckRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_health_v1_HealthCheckRequest(bytes) {
  return go_plugin_health_pb.HealthCheckRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_grpc_health_v1_HealthCheckResponse(message) {
  if (!(message instanceof go_plugin_health_pb.HealthCheckResponse)) throw new TypeError('Expected a message of type grpc.health.v1.HealthCheckResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_health_v1_HealthCheckResponse(bytes) {
  return go_plugin_health_pb.HealthCheckResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_grpc_health_v1_HealthListRequest(message) {
  if (!(message instanceof go_plugin_health_pb.HealthListRequest)) throw new TypeError('Expected a message of type grpc.health.v1.HealthListRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_health_v1_HealthListRequest(bytes) {
  return go_plugin_health_pb.HealthListRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_grpc_health_v1_HealthListResponse(message) {
  if (!(message instanceof go_plugin_health_pb.HealthListResponse)) throw new TypeError('Expected a message of type grpc.health.v1.HealthListResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_grpc_health_v1_HealthListResponse(bytes) {
  return go_plugin_health_pb.HealthListResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.HealthService = {
  check: {
    path: '/grpc.health.v1.Health/Check',
    requestStream: false,
    responseStream: false,
    requestType: go_plugin_health_pb.HealthCheckRequest,
    responseType: go_plugin_health_pb.HealthCheckResponse,
    requestSerialize: serialize_grpc_health_v1_HealthCheckRequest,
    requestDeserialize: deserialize_grpc_health_v1_HealthCheckRequest,
    responseSerialize: serialize_grpc_health_v1_HealthCheckResponse,
    responseDeserialize: deserialize_grpc_health_v1_HealthCheckResponse,
  },
  list: {
    path: '/grpc.health.v1.Health/List',
    requestStream: false,
    responseStream: false,
    requestType: go_plugin_health_pb.HealthListRequest,
    responseType: go_plugin_health_pb.HealthListResponse,
    requestSerialize: serialize_grpc_health_v1_HealthListRequest,
    requestDeserialize: deserialize_grpc_health_v1_HealthListRequest,
    responseSerialize: serialize_grpc_health_v1_HealthListResponse,
    responseDeserialize: deserialize_grpc_health_v1_HealthListResponse,
  },
  watch: {
    path: '/grpc.health.v1.Health/Watch',
    requestStream: false,
    responseStream: true,
    requestType: go_plugin_health_pb.HealthCheckRequest,
    responseType: go_plugin_health_pb.HealthCheckResponse,
    requestSerialize: serialize_grpc_health_v1_HealthCheckRequest,
    requestDeserialize: deserialize_grpc_health_v1_HealthCheckRequest,
    responseSerialize: serialize_grpc_health_v1_HealthCheckResponse,
    responseDeserialize: deserialize_grpc_health_v1_HealthCheckResponse,
  },
};

exports.HealthClient = grpc.makeGenericClientConstructor(exports.HealthService, 'grpc.health.v1.Health');
