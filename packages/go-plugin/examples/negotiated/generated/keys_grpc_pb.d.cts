// package: negotiated
// file: keys.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as keys_pb from "./keys_pb.cjs";

interface IKeysService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    list: IKeysService_IList;
}

interface IKeysService_IList extends grpc.MethodDefinition<keys_pb.ListRequest, keys_pb.ListResponse> {
    path: "/negotiated.Keys/List";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<keys_pb.ListRequest>;
    requestDeserialize: grpc.deserialize<keys_pb.ListRequest>;
    responseSerialize: grpc.serialize<keys_pb.ListResponse>;
    responseDeserialize: grpc.deserialize<keys_pb.ListResponse>;
}

export const KeysService: IKeysService;

export interface IKeysServer extends grpc.UntypedServiceImplementation {
    list: grpc.handleUnaryCall<keys_pb.ListRequest, keys_pb.ListResponse>;
}

export interface IKeysClient {
    list(request: keys_pb.ListRequest, callback: (error: grpc.ServiceError | null, response: keys_pb.ListResponse) => void): grpc.ClientUnaryCall;
    list(request: keys_pb.ListRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: keys_pb.ListResponse) => void): grpc.ClientUnaryCall;
    list(request: keys_pb.ListRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: keys_pb.ListResponse) => void): grpc.ClientUnaryCall;
}

export class KeysClient extends grpc.Client implements IKeysClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public list(request: keys_pb.ListRequest, callback: (error: grpc.ServiceError | null, response: keys_pb.ListResponse) => void): grpc.ClientUnaryCall;
    public list(request: keys_pb.ListRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: keys_pb.ListResponse) => void): grpc.ClientUnaryCall;
    public list(request: keys_pb.ListRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: keys_pb.ListResponse) => void): grpc.ClientUnaryCall;
}
