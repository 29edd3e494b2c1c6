// package: proto
// file: counter.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as counter_pb from "./counter_pb.cjs";

interface ICounterService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    get: ICounterService_IGet;
    put: ICounterService_IPut;
}

interface ICounterService_IGet extends grpc.MethodDefinition<counter_pb.GetRequest, counter_pb.GetResponse> {
    path: "/proto.Counter/Get";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<counter_pb.GetRequest>;
    requestDeserialize: grpc.deserialize<counter_pb.GetRequest>;
    responseSerialize: grpc.serialize<counter_pb.GetResponse>;
    responseDeserialize: grpc.deserialize<counter_pb.GetResponse>;
}
interface ICounterService_IPut extends grpc.MethodDefinition<counter_pb.PutRequest, counter_pb.Empty> {
    path: "/proto.Counter/Put";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<counter_pb.PutRequest>;
    requestDeserialize: grpc.deserialize<counter_pb.PutRequest>;
    responseSerialize: grpc.serialize<counter_pb.Empty>;
    responseDeserialize: grpc.deserialize<counter_pb.Empty>;
}

export const CounterService: ICounterService;

export interface ICounterServer extends grpc.UntypedServiceImplementation {
    get: grpc.handleUnaryCall<counter_pb.GetRequest, counter_pb.GetResponse>;
    put: grpc.handleUnaryCall<counter_pb.PutRequest, counter_pb.Empty>;
}

export interface ICounterClient {
    get(request: counter_pb.GetRequest, callback: (error: grpc.ServiceError | null, response: counter_pb.GetResponse) => void): grpc.ClientUnaryCall;
    get(request: counter_pb.GetRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: counter_pb.GetResponse) => void): grpc.ClientUnaryCall;
    get(request: counter_pb.GetRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: counter_pb.GetResponse) => void): grpc.ClientUnaryCall;
    put(request: counter_pb.PutRequest, callback: (error: grpc.ServiceError | null, response: counter_pb.Empty) => void): grpc.ClientUnaryCall;
    put(request: counter_pb.PutRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: counter_pb.Empty) => void): grpc.ClientUnaryCall;
    put(request: counter_pb.PutRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: counter_pb.Empty) => void): grpc.ClientUnaryCall;
}

export class CounterClient extends grpc.Client implements ICounterClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public get(request: counter_pb.GetRequest, callback: (error: grpc.ServiceError | null, response: counter_pb.GetResponse) => void): grpc.ClientUnaryCall;
    public get(request: counter_pb.GetRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: counter_pb.GetResponse) => void): grpc.ClientUnaryCall;
    public get(request: counter_pb.GetRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: counter_pb.GetResponse) => void): grpc.ClientUnaryCall;
    public put(request: counter_pb.PutRequest, callback: (error: grpc.ServiceError | null, response: counter_pb.Empty) => void): grpc.ClientUnaryCall;
    public put(request: counter_pb.PutRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: counter_pb.Empty) => void): grpc.ClientUnaryCall;
    public put(request: counter_pb.PutRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: counter_pb.Empty) => void): grpc.ClientUnaryCall;
}

interface IAddHelperService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    sum: IAddHelperService_ISum;
}

interface IAddHelperService_ISum extends grpc.MethodDefinition<counter_pb.SumRequest, counter_pb.SumResponse> {
    path: "/proto.AddHelper/Sum";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<counter_pb.SumRequest>;
    requestDeserialize: grpc.deserialize<counter_pb.SumRequest>;
    responseSerialize: grpc.serialize<counter_pb.SumResponse>;
    responseDeserialize: grpc.deserialize<counter_pb.SumResponse>;
}

export const AddHelperService: IAddHelperService;

export interface IAddHelperServer extends grpc.UntypedServiceImplementation {
    sum: grpc.handleUnaryCall<counter_pb.SumRequest, counter_pb.SumResponse>;
}

export interface IAddHelperClient {
    sum(request: counter_pb.SumRequest, callback: (error: grpc.ServiceError | null, response: counter_pb.SumResponse) => void): grpc.ClientUnaryCall;
    sum(request: counter_pb.SumRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: counter_pb.SumResponse) => void): grpc.ClientUnaryCall;
    sum(request: counter_pb.SumRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: counter_pb.SumResponse) => void): grpc.ClientUnaryCall;
}

export class AddHelperClient extends grpc.Client implements IAddHelperClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public sum(request: counter_pb.SumRequest, callback: (error: grpc.ServiceError | null, response: counter_pb.SumResponse) => void): grpc.ClientUnaryCall;
    public sum(request: counter_pb.SumRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: counter_pb.SumResponse) => void): grpc.ClientUnaryCall;
    public sum(request: counter_pb.SumRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: counter_pb.SumResponse) => void): grpc.ClientUnaryCall;
}
