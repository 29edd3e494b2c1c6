// source: plugin/v1/plugin.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const plugin_v1_plugin_pb = require('./plugin_pb.cjs');

function serialize_plugin_v1_GetInfoRequest(message) {
  if (!(message instanceof plugin_v1_plugin_pb.GetInfoRequest)) throw new TypeError('Expected a message of type plugin.v1.GetInfoRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_GetInfoRequest(bytes) {
  return plugin_v1_plugin_pb.GetInfoRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_GetInfoResponse(message) {
  if (!(message instanceof plugin_v1_plugin_pb.GetInfoResponse)) throw new TypeError('Expected a message of type plugin.v1.GetInfoResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_GetInfoResponse(bytes) {
  return plugin_v1_plugin_pb.GetInfoResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_InitRequest(message) {
  if (!(message instanceof plugin_v1_plugin_pb.InitRequest)) throw new TypeError('Expected a message of type plugin.v1.InitRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_InitRequest(bytes) {
  return plugin_v1_plugin_pb.InitRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_InitResponse(message) {
  if (!(message instanceof plugin_v1_plugin_pb.InitResponse)) throw new TypeError('Expected a message of type plugin.v1.InitResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_InitResponse(bytes) {
  return plugin_v1_plugin_pb.InitResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ShutdownRequest(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ShutdownRequest)) throw new TypeError('Expected a message of type plugin.v1.ShutdownRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ShutdownRequest(bytes) {
  return plugin_v1_plugin_pb.ShutdownRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ShutdownResponse(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ShutdownResponse)) throw new TypeError('Expected a message of type plugin.v1.ShutdownResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ShutdownResponse(bytes) {
  return plugin_v1_plugin_pb.ShutdownResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ListOperationsRequest(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ListOperationsRequest)) throw new TypeError('Expected a message of type plugin.v1.ListOperationsRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ListOperationsRequest(bytes) {
  return plugin_v1_plugin_pb.ListOperationsRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ListOperationsResponse(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ListOperationsResponse)) throw new TypeError('Expected a message of type plugin.v1.ListOperationsResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ListOperationsResponse(bytes) {
  return plugin_v1_plugin_pb.ListOperationsResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_GetOperationRequest(message) {
  if (!(message instanceof plugin_v1_plugin_pb.GetOperationRequest)) throw new TypeError('Expected a message of type plugin.v1.GetOperationRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_GetOperationRequest(bytes) {
  return plugin_v1_plugin_pb.GetOperationRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_GetOperationResponse(message) {
  if (!(message instanceof plugin_v1_plugin_pb.GetOperationResponse)) throw new TypeError('Expected a message of type plugin.v1.GetOperationResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_GetOperationResponse(bytes) {
  return plugin_v1_plugin_pb.GetOperationResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ExecuteRequest(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ExecuteRequest)) throw new TypeError('Expected a message of type plugin.v1.ExecuteRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ExecuteRequest(bytes) {
  return plugin_v1_plugin_pb.ExecuteRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ExecuteResponse(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ExecuteResponse)) throw new TypeError('Expected a message of type plugin.v1.ExecuteResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ExecuteResponse(bytes) {
  return plugin_v1_plugin_pb.ExecuteResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ValidateWorkflowRequest(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ValidateWorkflowRequest)) throw new TypeError('Expected a message of type plugin.v1.ValidateWorkflowRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ValidateWorkflowRequest(bytes) {
  return plugin_v1_plugin_pb.ValidateWorkflowRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ValidateWorkflowResponse(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ValidateWorkflowResponse)) throw new TypeError('Expected a message of type plugin.v1.ValidateWorkflowResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ValidateWorkflowResponse(bytes) {
  return plugin_v1_plugin_pb.ValidateWorkflowResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ValidateStepRequest(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ValidateStepRequest)) throw new TypeError('Expected a message of type plugin.v1.ValidateStepRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ValidateStepRequest(bytes) {
  return plugin_v1_plugin_pb.ValidateStepRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ValidateStepResponse(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ValidateStepResponse)) throw new TypeError('Expected a message of type plugin.v1.ValidateStepResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ValidateStepResponse(bytes) {
  return plugin_v1_plugin_pb.ValidateStepResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ListStepTypesRequest(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ListStepTypesRequest)) throw new TypeError('Expected a message of type plugin.v1.ListStepTypesRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ListStepTypesRequest(bytes) {
  return plugin_v1_plugin_pb.ListStepTypesRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ListStepTypesResponse(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ListStepTypesResponse)) throw new TypeError('Expected a message of type plugin.v1.ListStepTypesResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ListStepTypesResponse(bytes) {
  return plugin_v1_plugin_pb.ListStepTypesResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ExecuteStepRequest(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ExecuteStepRequest)) throw new TypeError('Expected a message of type plugin.v1.ExecuteStepRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ExecuteStepRequest(bytes) {
  return plugin_v1_plugin_pb.ExecuteStepRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_plugin_v1_ExecuteStepResponse(message) {
  if (!(message instanceof plugin_v1_plugin_pb.ExecuteStepResponse)) throw new TypeError('Expected a message of type plugin.v1.ExecuteStepResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_plugin_v1_ExecuteStepResponse(bytes) {
  return plugin_v1_plugin_pb.ExecuteStepResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.PluginServiceService = {
  getInfo: {
    path: '/plugin.v1.PluginService/GetInfo',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_plugin_pb.GetInfoRequest,
    responseType: plugin_v1_plugin_pb.GetInfoResponse,
    requestSerialize: serialize_plugin_v1_GetInfoRequest,
    requestDeserialize: deserialize_plugin_v1_GetInfoRequest,
    responseSerialize: serialize_plugin_v1_GetInfoResponse,
    responseDeserialize: deserialize_plugin_v1_GetInfoResponse,
  },
  init: {
    path: '/plugin.v1.PluginService/Init',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_plugin_pb.InitRequest,
    responseType: plugin_v1_plugin_pb.InitResponse,
    requestSerialize: serialize_plugin_v1_InitRequest,
    requestDeserialize: deserialize_plugin_v1_InitRequest,
    responseSerialize: serialize_plugin_v1_InitResponse,
    responseDeserialize: deserialize_plugin_v1_InitResponse,
  },
  shutdown: {
    path: '/plugin.v1.PluginService/Shutdown',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_plugin_pb.ShutdownRequest,
    responseType: plugin_v1_plugin_pb.ShutdownResponse,
    requestSerialize: serialize_plugin_v1_ShutdownRequest,
    requestDeserialize: deserialize_plugin_v1_ShutdownRequest,
    responseSerialize: serialize_plugin_v1_ShutdownResponse,
    responseDeserialize: deserialize_plugin_v1_ShutdownResponse,
  },
};

exports.PluginServiceClient = grpc.makeGenericClientConstructor(exports.PluginServiceService, 'plugin.v1.PluginService');

exports.OperationServiceService = {
  listOperations: {
    path: '/plugin.v1.OperationService/ListOperations',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_plugin_pb.ListOperationsRequest,
    responseType: plugin_v1_plugin_pb.ListOperationsResponse,
    requestSerialize: serialize_plugin_v1_ListOperationsRequest,
    requestDeserialize: deserialize_plugin_v1_ListOperationsRequest,
    responseSerialize: serialize_plugin_v1_ListOperationsResponse,
    responseDeserialize: deserialize_plugin_v1_ListOperationsResponse,
  },
  getOperation: {
    path: '/plugin.v1.OperationService/GetOperation',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_plugin_pb.GetOperationRequest,
    responseType: plugin_v1_plugin_pb.GetOperationResponse,
    requestSerialize: serialize_plugin_v1_GetOperationRequest,
    requestDeserialize: deserialize_plugin_v1_GetOperationRequest,
    responseSerialize: serialize_plugin_v1_GetOperationResponse,
    responseDeserialize: deserialize_plugin_v1_GetOperationResponse,
  },
  execute: {
    path: '/plugin.v1.OperationService/Execute',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_plugin_pb.ExecuteRequest,
    responseType: plugin_v1_plugin_pb.ExecuteResponse,
    requestSerialize: serialize_plugin_v1_ExecuteRequest,
    requestDeserialize: deserialize_plugin_v1_ExecuteRequest,
    responseSerialize: serialize_plugin_v1_ExecuteResponse,
    responseDeserialize: deserialize_plugin_v1_ExecuteResponse,
  },
};

exports.OperationServiceClient = grpc.makeGenericClientConstructor(exports.OperationServiceService, 'plugin.v1.OperationService');

exports.ValidatorServiceService = {
  validateWorkflow: {
    path: '/plugin.v1.ValidatorService/ValidateWorkflow',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_plugin_pb.ValidateWorkflowRequest,
    responseType: plugin_v1_plugin_pb.ValidateWorkflowResponse,
    requestSerialize: serialize_plugin_v1_ValidateWorkflowRequest,
    requestDeserialize: deserialize_plugin_v1_ValidateWorkflowRequest,
    responseSerialize: serialize_plugin_v1_ValidateWorkflowResponse,
    responseDeserialize: deserialize_plugin_v1_ValidateWorkflowResponse,
  },
  validateStep: {
    path: '/plugin.v1.ValidatorService/ValidateStep',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_plugin_pb.ValidateStepRequest,
    responseType: plugin_v1_plugin_pb.ValidateStepResponse,
    requestSerialize: serialize_plugin_v1_ValidateStepRequest,
    requestDeserialize: deserialize_plugin_v1_ValidateStepRequest,
    responseSerialize: serialize_plugin_v1_ValidateStepResponse,
    responseDeserialize: deserialize_plugin_v1_ValidateStepResponse,
  },
};

exports.ValidatorServiceClient = grpc.makeGenericClientConstructor(exports.ValidatorServiceService, 'plugin.v1.ValidatorService');

exports.StepTypeServiceService = {
  listStepTypes: {
    path: '/plugin.v1.StepTypeService/ListStepTypes',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_plugin_pb.ListStepTypesRequest,
    responseType: plugin_v1_plugin_pb.ListStepTypesResponse,
    requestSerialize: serialize_plugin_v1_ListStepTypesRequest,
    requestDeserialize: deserialize_plugin_v1_ListStepTypesRequest,
    responseSerialize: serialize_plugin_v1_ListStepTypesResponse,
    responseDeserialize: deserialize_plugin_v1_ListStepTypesResponse,
  },
  executeStep: {
    path: '/plugin.v1.StepTypeService/ExecuteStep',
    requestStream: false,
    responseStream: false,
    requestType: plugin_v1_plugin_pb.ExecuteStepRequest,
    responseType: plugin_v1_plugin_pb.ExecuteStepResponse,
    requestSerialize: serialize_plugin_v1_ExecuteStepRequest,
    requestDeserialize: deserialize_plugin_v1_ExecuteStepRequest,
    responseSerialize: serialize_plugin_v1_ExecuteStepResponse,
    responseDeserialize: deserialize_plugin_v1_ExecuteStepResponse,
  },
};

exports.StepTypeServiceClient = grpc.makeGenericClientConstructor(exports.StepTypeServiceService, 'plugin.v1.StepTypeService');
