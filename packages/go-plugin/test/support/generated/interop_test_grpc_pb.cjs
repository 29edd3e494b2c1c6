// source: interop_test.proto
// GENERATED CODE -- DO NOT EDIT!
'use strict';

const grpc = require('@grpc/grpc-js');
const interop_test_pb = require('./interop_test_pb.cjs');

function serialize_interoptest_DoubleRequest(message) {
  if (!(message instanceof interop_test_pb.DoubleRequest)) throw new TypeError('Expected a message of type interoptest.DoubleRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_DoubleRequest(bytes) {
  return interop_test_pb.DoubleRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_DoubleResponse(message) {
  if (!(message instanceof interop_test_pb.DoubleResponse)) throw new TypeError('Expected a message of type interoptest.DoubleResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_DoubleResponse(bytes) {
  return interop_test_pb.DoubleResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_EchoRequest(message) {
  if (!(message instanceof interop_test_pb.EchoRequest)) throw new TypeError('Expected a message of type interoptest.EchoRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_EchoRequest(bytes) {
  return interop_test_pb.EchoRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_EchoResponse(message) {
  if (!(message instanceof interop_test_pb.EchoResponse)) throw new TypeError('Expected a message of type interoptest.EchoResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_EchoResponse(bytes) {
  return interop_test_pb.EchoResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_LargeRequest(message) {
  if (!(message instanceof interop_test_pb.LargeRequest)) throw new TypeError('Expected a message of type interoptest.LargeRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_LargeRequest(bytes) {
  return interop_test_pb.LargeRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_PrintStdioRequest(message) {
  if (!(message instanceof interop_test_pb.PrintStdioRequest)) throw new TypeError('Expected a message of type interoptest.PrintStdioRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_PrintStdioRequest(bytes) {
  return interop_test_pb.PrintStdioRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_Done(message) {
  if (!(message instanceof interop_test_pb.Done)) throw new TypeError('Expected a message of type interoptest.Done');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_Done(bytes) {
  return interop_test_pb.Done.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_LogRequest(message) {
  if (!(message instanceof interop_test_pb.LogRequest)) throw new TypeError('Expected a message of type interoptest.LogRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_LogRequest(bytes) {
  return interop_test_pb.LogRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_PanicRequest(message) {
  if (!(message instanceof interop_test_pb.PanicRequest)) throw new TypeError('Expected a message of type interoptest.PanicRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_PanicRequest(bytes) {
  return interop_test_pb.PanicRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_ExitRequest(message) {
  if (!(message instanceof interop_test_pb.ExitRequest)) throw new TypeError('Expected a message of type interoptest.ExitRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_ExitRequest(bytes) {
  return interop_test_pb.ExitRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_SleepRequest(message) {
  if (!(message instanceof interop_test_pb.SleepRequest)) throw new TypeError('Expected a message of type interoptest.SleepRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_SleepRequest(bytes) {
  return interop_test_pb.SleepRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_GetEnvRequest(message) {
  if (!(message instanceof interop_test_pb.GetEnvRequest)) throw new TypeError('Expected a message of type interoptest.GetEnvRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_GetEnvRequest(bytes) {
  return interop_test_pb.GetEnvRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_GetEnvResponse(message) {
  if (!(message instanceof interop_test_pb.GetEnvResponse)) throw new TypeError('Expected a message of type interoptest.GetEnvResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_GetEnvResponse(bytes) {
  return interop_test_pb.GetEnvResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_ServerStreamRequest(message) {
  if (!(message instanceof interop_test_pb.ServerStreamRequest)) throw new TypeError('Expected a message of type interoptest.ServerStreamRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_ServerStreamRequest(bytes) {
  return interop_test_pb.ServerStreamRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_StreamItem(message) {
  if (!(message instanceof interop_test_pb.StreamItem)) throw new TypeError('Expected a message of type interoptest.StreamItem');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_StreamItem(bytes) {
  return interop_test_pb.StreamItem.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_CallBackRequest(message) {
  if (!(message instanceof interop_test_pb.CallBackRequest)) throw new TypeError('Expected a message of type interoptest.CallBackRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_CallBackRequest(bytes) {
  return interop_test_pb.CallBackRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_CallBackResponse(message) {
  if (!(message instanceof interop_test_pb.CallBackResponse)) throw new TypeError('Expected a message of type interoptest.CallBackResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_CallBackResponse(bytes) {
  return interop_test_pb.CallBackResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_ServeRequest(message) {
  if (!(message instanceof interop_test_pb.ServeRequest)) throw new TypeError('Expected a message of type interoptest.ServeRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_ServeRequest(bytes) {
  return interop_test_pb.ServeRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_ServeResponse(message) {
  if (!(message instanceof interop_test_pb.ServeResponse)) throw new TypeError('Expected a message of type interoptest.ServeResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_ServeResponse(bytes) {
  return interop_test_pb.ServeResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_FailRequest(message) {
  if (!(message instanceof interop_test_pb.FailRequest)) throw new TypeError('Expected a message of type interoptest.FailRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_FailRequest(bytes) {
  return interop_test_pb.FailRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_PingRequest(message) {
  if (!(message instanceof interop_test_pb.PingRequest)) throw new TypeError('Expected a message of type interoptest.PingRequest');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_PingRequest(bytes) {
  return interop_test_pb.PingRequest.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function serialize_interoptest_PingResponse(message) {
  if (!(message instanceof interop_test_pb.PingResponse)) throw new TypeError('Expected a message of type interoptest.PingResponse');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_interoptest_PingResponse(bytes) {
  return interop_test_pb.PingResponse.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

exports.InteropService = {
  double: {
    path: '/interoptest.Interop/Double',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.DoubleRequest,
    responseType: interop_test_pb.DoubleResponse,
    requestSerialize: serialize_interoptest_DoubleRequest,
    requestDeserialize: deserialize_interoptest_DoubleRequest,
    responseSerialize: serialize_interoptest_DoubleResponse,
    responseDeserialize: deserialize_interoptest_DoubleResponse,
  },
  echo: {
    path: '/interoptest.Interop/Echo',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.EchoRequest,
    responseType: interop_test_pb.EchoResponse,
    requestSerialize: serialize_interoptest_EchoRequest,
    requestDeserialize: deserialize_interoptest_EchoRequest,
    responseSerialize: serialize_interoptest_EchoResponse,
    responseDeserialize: deserialize_interoptest_EchoResponse,
  },
  large: {
    path: '/interoptest.Interop/Large',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.LargeRequest,
    responseType: interop_test_pb.EchoResponse,
    requestSerialize: serialize_interoptest_LargeRequest,
    requestDeserialize: deserialize_interoptest_LargeRequest,
    responseSerialize: serialize_interoptest_EchoResponse,
    responseDeserialize: deserialize_interoptest_EchoResponse,
  },
  printStdio: {
    path: '/interoptest.Interop/PrintStdio',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.PrintStdioRequest,
    responseType: interop_test_pb.Done,
    requestSerialize: serialize_interoptest_PrintStdioRequest,
    requestDeserialize: deserialize_interoptest_PrintStdioRequest,
    responseSerialize: serialize_interoptest_Done,
    responseDeserialize: deserialize_interoptest_Done,
  },
  log: {
    path: '/interoptest.Interop/Log',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.LogRequest,
    responseType: interop_test_pb.Done,
    requestSerialize: serialize_interoptest_LogRequest,
    requestDeserialize: deserialize_interoptest_LogRequest,
    responseSerialize: serialize_interoptest_Done,
    responseDeserialize: deserialize_interoptest_Done,
  },
  panic: {
    path: '/interoptest.Interop/Panic',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.PanicRequest,
    responseType: interop_test_pb.Done,
    requestSerialize: serialize_interoptest_PanicRequest,
    requestDeserialize: deserialize_interoptest_PanicRequest,
    responseSerialize: serialize_interoptest_Done,
    responseDeserialize: deserialize_interoptest_Done,
  },
  exit: {
    path: '/interoptest.Interop/Exit',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.ExitRequest,
    responseType: interop_test_pb.Done,
    requestSerialize: serialize_interoptest_ExitRequest,
    requestDeserialize: deserialize_interoptest_ExitRequest,
    responseSerialize: serialize_interoptest_Done,
    responseDeserialize: deserialize_interoptest_Done,
  },
  sleep: {
    path: '/interoptest.Interop/Sleep',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.SleepRequest,
    responseType: interop_test_pb.Done,
    requestSerialize: serialize_interoptest_SleepRequest,
    requestDeserialize: deserialize_interoptest_SleepRequest,
    responseSerialize: serialize_interoptest_Done,
    responseDeserialize: deserialize_interoptest_Done,
  },
  getEnv: {
    path: '/interoptest.Interop/GetEnv',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.GetEnvRequest,
    responseType: interop_test_pb.GetEnvResponse,
    requestSerialize: serialize_interoptest_GetEnvRequest,
    requestDeserialize: deserialize_interoptest_GetEnvRequest,
    responseSerialize: serialize_interoptest_GetEnvResponse,
    responseDeserialize: deserialize_interoptest_GetEnvResponse,
  },
  serverStream: {
    path: '/interoptest.Interop/ServerStream',
    requestStream: false,
    responseStream: true,
    requestType: interop_test_pb.ServerStreamRequest,
    responseType: interop_test_pb.StreamItem,
    requestSerialize: serialize_interoptest_ServerStreamRequest,
    requestDeserialize: deserialize_interoptest_ServerStreamRequest,
    responseSerialize: serialize_interoptest_StreamItem,
    responseDeserialize: deserialize_interoptest_StreamItem,
  },
  bidiStream: {
    path: '/interoptest.Interop/BidiStream',
    requestStream: true,
    responseStream: true,
    requestType: interop_test_pb.StreamItem,
    responseType: interop_test_pb.StreamItem,
    requestSerialize: serialize_interoptest_StreamItem,
    requestDeserialize: deserialize_interoptest_StreamItem,
    responseSerialize: serialize_interoptest_StreamItem,
    responseDeserialize: deserialize_interoptest_StreamItem,
  },
  clientStream: {
    path: '/interoptest.Interop/ClientStream',
    requestStream: true,
    responseStream: false,
    requestType: interop_test_pb.StreamItem,
    responseType: interop_test_pb.StreamItem,
    requestSerialize: serialize_interoptest_StreamItem,
    requestDeserialize: deserialize_interoptest_StreamItem,
    responseSerialize: serialize_interoptest_StreamItem,
    responseDeserialize: deserialize_interoptest_StreamItem,
  },
  callBack: {
    path: '/interoptest.Interop/CallBack',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.CallBackRequest,
    responseType: interop_test_pb.CallBackResponse,
    requestSerialize: serialize_interoptest_CallBackRequest,
    requestDeserialize: deserialize_interoptest_CallBackRequest,
    responseSerialize: serialize_interoptest_CallBackResponse,
    responseDeserialize: deserialize_interoptest_CallBackResponse,
  },
  serve: {
    path: '/interoptest.Interop/Serve',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.ServeRequest,
    responseType: interop_test_pb.ServeResponse,
    requestSerialize: serialize_interoptest_ServeRequest,
    requestDeserialize: deserialize_interoptest_ServeRequest,
    responseSerialize: serialize_interoptest_ServeResponse,
    responseDeserialize: deserialize_interoptest_ServeResponse,
  },
  fail: {
    path: '/interoptest.Interop/Fail',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.FailRequest,
    responseType: interop_test_pb.Done,
    requestSerialize: serialize_interoptest_FailRequest,
    requestDeserialize: deserialize_interoptest_FailRequest,
    responseSerialize: serialize_interoptest_Done,
    responseDeserialize: deserialize_interoptest_Done,
  },
};

exports.InteropClient = grpc.makeGenericClientConstructor(exports.InteropService, 'interoptest.Interop');

exports.PingPongService = {
  ping: {
    path: '/interoptest.PingPong/Ping',
    requestStream: false,
    responseStream: false,
    requestType: interop_test_pb.PingRequest,
    responseType: interop_test_pb.PingResponse,
    requestSerialize: serialize_interoptest_PingRequest,
    requestDeserialize: deserialize_interoptest_PingRequest,
    responseSerialize: serialize_interoptest_PingResponse,
    responseDeserialize: deserialize_interoptest_PingResponse,
  },
};

exports.PingPongClient = grpc.makeGenericClientConstructor(exports.PingPongService, 'interoptest.PingPong');
