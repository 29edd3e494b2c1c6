// source: plugin/v1/events.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const plugin_v1_events_pb = require('./events_pb.cjs');

function serialize_plugin_v1_HandleEventRequest(message) {
  if (!(message instanceof plugin_v1_events_pb.HandleEventRequest)) throw new TypeError('Expected a message of type plugin.v1.HandleEventRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_HandleEventRequest(bytes) {
  return plugin_v1_events_pb.HandleEventRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_HandleEventResponse(message) {
  if (!(message instanceof plugin_v1_events_pb.HandleEventResponse)) throw new TypeError('Expected a message of type plugin.v1.HandleEventResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_HandleEventResponse(bytes) {
  return plugin_v1_events_pb.HandleEventResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_EventStreamMessage(message) {
  if (!(message instanceof plugin_v1_events_pb.EventStreamMessage)) throw new TypeError('Expected a message of type plugin.v1.EventStreamMessage');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_EventStreamMessage(bytes) {
  return plugin_v1_events_pb.EventStreamMessage.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_StreamEventsResponse(message) {
  if (!(message instanceof plugin_v1_events_pb.StreamEventsResponse)) throw new TypeError('Expected a message of type plugin.v1.StreamEventsResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_StreamEventsResponse(bytes) {
  return plugin_v1_events_pb.StreamEventsResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_EmitRequest(message) {
  if (!(message instanceof plugin_v1_events_pb.EmitRequest)) throw new TypeError('Expected a message of type plugin.v1.EmitRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_EmitRequest(bytes) {
  return plugin_v1_events_pb.EmitRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_EmitResponse(message) {
  if (!(message instanceof plugin_v1_events_pb.EmitResponse)) throw new TypeError('Expected a message of type plugin.v1.EmitResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_EmitResponse(bytes) {
  return plugin_v1_events_pb.EmitResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.EventServiceService = {
  handleEvent: {
    path: '/plugin.v1.EventService/HandleEvent',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_events_pb.HandleEventRequest,
    responseType: plugin_v1_events_pb.HandleEventResponse,
    requestSerialize: serialize_plugin_v1_HandleEventRequest,
    requestDeserialize: deserialize_plugin_v1_HandleEventRequest,
    responseSerialize: serialize_plugin_v1_HandleEventResponse,
    responseDeserialize: deserialize_plugin_v1_HandleEventResponse,
  },
  streamEvents: {
    path: '/plugin.v1.EventService/StreamEvents',
    requestStream: true,
    responseStream: false,
    requestType: plugin_v1_events_pb.EventStreamMessage,
    responseType: plugin_v1_events_pb.StreamEventsResponse,
    requestSerialize: serialize_plugin_v1_EventStreamMessage,
    requestDeserialize: deserialize_plugin_v1_EventStreamMessage,
    responseSerialize: serialize_plugin_v1_StreamEventsResponse,
    responseDeserialize: deserialize_plugin_v1_StreamEventsResponse,
  },
};

exports.EventServiceClient = grpc.makeGenericClientConstructor(exports.EventServiceService, 'plugin.v1.EventService');

exports.HostEventServiceService = {
  emit: {
    path: '/plugin.v1.HostEventService/Emit',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_events_pb.EmitRequest,
    responseType: plugin_v1_events_pb.EmitResponse,
    requestSerialize: serialize_plugin_v1_EmitRequest,
    requestDeserialize: deserialize_plugin_v1_EmitRequest,
    responseSerialize: serialize_plugin_v1_EmitResponse,
    responseDeserialize: deserialize_plugin_v1_EmitResponse,
  },
};

exports.HostEventServiceClient = grpc.makeGenericClientConstructor(exports.HostEventServiceService, 'plugin.v1.HostEventService');
