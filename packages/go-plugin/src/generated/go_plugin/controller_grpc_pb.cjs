// source: go_plugin/controller.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const go_plugin_controller_pb = require('./controller_pb.cjs');

function serialize_plugin_Empty(message) {
  if (!(message instanceof go_plugin_controller_pb.Empty)) throw new TypeError('Expected a message of type plugin.Empty');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_Empty(bytes) {
  return go_plugin_controller_pb.Empty.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.GRPCControllerService = {
  shutdown: {
    path: '/plugin.GRPCController/Shutdown',
    requestStream: false,
    responseStream: false,
    requestType: go_plugin_controller_pb.Empty,
    responseType: go_plugin_controller_pb.Empty,
    requestSerialize: serialize_plugin_Empty,
    requestDeserialize: deserialize_plugin_Empty,
    responseSerialize: serialize_plugin_Empty,
    responseDeserialize: deserialize_plugin_Empty,
  },
};

exports.GRPCControllerClient = grpc.makeGenericClientConstructor(exports.GRPCControllerService, 'plugin.GRPCController');
