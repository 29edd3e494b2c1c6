// source: go_plugin/broker.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const go_plugin_broker_pb = require('./broker_pb.cjs');

function serialize_plugin_ConnInfo(message) {
  if (!(message instanceof go_plugin_broker_pb.ConnInfo)) throw new TypeError('Expected a message of type plugin.ConnInfo');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_ConnInfo(bytes) {
  return go_plugin_broker_pb.ConnInfo.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.GRPCBrokerService = {
  startStream: {
    path: '/plugin.GRPCBroker/StartStream',
    requestStream: true,
    responseStream: true,
    requestType: go_plugin_broker_pb.ConnInfo,
    responseType: go_plugin_broker_pb.ConnInfo,
    requestSerialize: serialize_plugin_ConnInfo,
    requestDeserialize: deserialize_plugin_ConnInfo,
    responseSerialize: serialize_plugin_ConnInfo,
    responseDeserialize: deserialize_plugin_ConnInfo,
  },
};

exports.GRPCBrokerClient = grpc.makeGenericClientConstructor(exports.GRPCBrokerService, 'plugin.GRPCBroker');
