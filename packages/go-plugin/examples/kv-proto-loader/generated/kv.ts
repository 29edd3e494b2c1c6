import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Empty as _proto_Empty, Empty__Output as _proto_Empty__Output } from './proto/Empty.js';
import type { GetRequest as _proto_GetRequest, GetRequest__Output as _proto_GetRequest__Output } from './proto/GetRequest.js';
import type { GetResponse as _proto_GetResponse, GetResponse__Output as _proto_GetResponse__Output } from './proto/GetResponse.js';
import type { KVClient as _proto_KVClient, KVDefinition as _proto_KVDefinition } from './proto/KV.js';
import type { PutRequest as _proto_PutRequest, PutRequest__Output as _proto_PutRequest__Output } from './proto/PutRequest.js';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  proto: {
    Empty: MessageTypeDefinition<_proto_Empty, _proto_Empty__Output>
    GetRequest: MessageTypeDefinition<_proto_GetRequest, _proto_GetRequest__Output>
    GetResponse: MessageTypeDefinition<_proto_GetResponse, _proto_GetResponse__Output>
    KV: SubtypeConstructor<typeof grpc.Client, _proto_KVClient> & { service: _proto_KVDefinition }
    PutRequest: MessageTypeDefinition<_proto_PutRequest, _proto_PutRequest__Output>
  }
}

