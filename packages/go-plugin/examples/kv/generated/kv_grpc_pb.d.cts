// package: proto
// file: kv.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as kv_pb from "./kv_pb.cjs";

interface IKVService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    get: IKVService_IGet;
    put: IKVService_IPut;
}

interface IKVService_IGet extends grpc.MethodDefinition<kv_pb.GetRequest, kv_pb.GetResponse> {
    path: "/proto.KV/Get";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<kv_pb.GetRequest>;
    requestDeserialize: grpc.deserialize<kv_pb.GetRequest>;
    responseSerialize: grpc.serialize<kv_pb.GetResponse>;
    responseDeserialize: grpc.deserialize<kv_pb.GetResponse>;
}
interface IKVService_IPut extends grpc.MethodDefinition<kv_pb.PutRequest, kv_pb.Empty> {
    path: "/proto.KV/Put";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<kv_pb.PutRequest>;
    requestDeserialize: grpc.deserialize<kv_pb.PutRequest>;
    responseSerialize: grpc.serialize<kv_pb.Empty>;
    responseDeserialize: grpc.deserialize<kv_pb.Empty>;
}

export const KVService: IKVService;

export interface IKVServer extends grpc.UntypedServiceImplementation {
    get: grpc.handleUnaryCall<kv_pb.GetRequest, kv_pb.GetResponse>;
    put: grpc.handleUnaryCall<kv_pb.PutRequest, kv_pb.Empty>;
}

export interface IKVClient {
    get(request: kv_pb.GetRequest, callback: (error: grpc.ServiceError | null, response: kv_pb.GetResponse) => void): grpc.ClientUnaryCall;
    get(request: kv_pb.GetRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: kv_pb.GetResponse) => void): grpc.ClientUnaryCall;
    get(request: kv_pb.GetRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: kv_pb.GetResponse) => void): grpc.ClientUnaryCall;
    put(request: kv_pb.PutRequest, callback: (error: grpc.ServiceError | null, response: kv_pb.Empty) => void): grpc.ClientUnaryCall;
    put(request: kv_pb.PutRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: kv_pb.Empty) => void): grpc.ClientUnaryCall;
    put(request: kv_pb.PutRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: kv_pb.Empty) => void): grpc.ClientUnaryCall;
}

export class KVClient extends grpc.Client implements IKVClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public get(request: kv_pb.GetRequest, callback: (error: grpc.ServiceError | null, response: kv_pb.GetResponse) => void): grpc.ClientUnaryCall;
    public get(request: kv_pb.GetRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: kv_pb.GetResponse) => void): grpc.ClientUnaryCall;
    public get(request: kv_pb.GetRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: kv_pb.GetResponse) => void): grpc.ClientUnaryCall;
    public put(request: kv_pb.PutRequest, callback: (error: grpc.ServiceError | null, response: kv_pb.Empty) => void): grpc.ClientUnaryCall;
    public put(request: kv_pb.PutRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: kv_pb.Empty) => void): grpc.ClientUnaryCall;
    public put(request: kv_pb.PutRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: kv_pb.Empty) => void): grpc.ClientUnaryCall;
}
