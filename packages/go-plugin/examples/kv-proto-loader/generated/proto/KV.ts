// Original file: kv.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { Empty as _proto_Empty, Empty__Output as _proto_Empty__Output } from '../proto/Empty.js';
import type { GetRequest as _proto_GetRequest, GetRequest__Output as _proto_GetRequest__Output } from '../proto/GetRequest.js';
import type { GetResponse as _proto_GetResponse, GetResponse__Output as _proto_GetResponse__Output } from '../proto/GetResponse.js';
import type { PutRequest as _proto_PutRequest, PutRequest__Output as _proto_PutRequest__Output } from '../proto/PutRequest.js';

export interface KVClient extends grpc.Client {
  Get(argument: _proto_GetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_proto_GetResponse__Output>): grpc.ClientUnaryCall;
  Get(argument: _proto_GetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_proto_GetResponse__Output>): grpc.ClientUnaryCall;
  Get(argument: _proto_GetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_proto_GetResponse__Output>): grpc.ClientUnaryCall;
  Get(argument: _proto_GetRequest, callback: grpc.requestCallback<_proto_GetResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _proto_GetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_proto_GetResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _proto_GetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_proto_GetResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _proto_GetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_proto_GetResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _proto_GetRequest, callback: grpc.requestCallback<_proto_GetResponse__Output>): grpc.ClientUnaryCall;
  
  Put(argument: _proto_PutRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_proto_Empty__Output>): grpc.ClientUnaryCall;
  Put(argument: _proto_PutRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_proto_Empty__Output>): grpc.ClientUnaryCall;
  Put(argument: _proto_PutRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_proto_Empty__Output>): grpc.ClientUnaryCall;
  Put(argument: _proto_PutRequest, callback: grpc.requestCallback<_proto_Empty__Output>): grpc.ClientUnaryCall;
  put(argument: _proto_PutRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_proto_Empty__Output>): grpc.ClientUnaryCall;
  put(argument: _proto_PutRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_proto_Empty__Output>): grpc.ClientUnaryCall;
  put(argument: _proto_PutRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_proto_Empty__Output>): grpc.ClientUnaryCall;
  put(argument: _proto_PutRequest, callback: grpc.requestCallback<_proto_Empty__Output>): grpc.ClientUnaryCall;
  
}

export interface KVHandlers extends grpc.UntypedServiceImplementation {
  Get: grpc.handleUnaryCall<_proto_GetRequest__Output, _proto_GetResponse>;
  
  Put: grpc.handleUnaryCall<_proto_PutRequest__Output, _proto_Empty>;
  
}

export interface KVDefinition extends grpc.ServiceDefinition {
  Get: MethodDefinition<_proto_GetRequest, _proto_GetResponse, _proto_GetRequest__Output, _proto_GetResponse__Output>
  Put: MethodDefinition<_proto_PutRequest, _proto_Empty, _proto_PutRequest__Output, _proto_Empty__Output>
}
