// package: grpc.health.v1
// file: go_plugin/health.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as go_plugin_health_pb from "../go_plugin/health_pb.cjs";

interface IHealthService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    check: IHealthService_ICheck;
    list: IHealthService_IList;
    watch: IHealthService_IWatch;
}

interface IHealthService_ICheck extends grpc.MethodDefinition<go_plugin_health_pb.HealthCheckRequest, go_plugin_health_pb.HealthCheckResponse> {
    path: "/grpc.health.v1.Health/Check";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<go_plugin_health_pb.HealthCheckRequest>;
    requestDeserialize: grpc.deserialize<go_plugin_health_pb.HealthCheckRequest>;
    responseSerialize: grpc.serialize<go_plugin_health_pb.HealthCheckResponse>;
    responseDeserialize: grpc.deserialize<go_plugin_health_pb.HealthCheckResponse>;
}
interface IHealthService_IList extends grpc.MethodDefinition<go_plugin_health_pb.HealthListRequest, go_plugin_health_pb.HealthListResponse> {
    path: "/grpc.health.v1.Health/List";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<go_plugin_health_pb.HealthListRequest>;
    requestDeserialize: grpc.deserialize<go_plugin_health_pb.HealthListRequest>;
    responseSerialize: grpc.serialize<go_plugin_health_pb.HealthListResponse>;
    responseDeserialize: grpc.deserialize<go_plugin_health_pb.HealthListResponse>;
}
interface IHealthService_IWatch extends grpc.MethodDefinition<go_plugin_health_pb.HealthCheckRequest, go_plugin_health_pb.HealthCheckResponse> {
    path: "/grpc.health.v1.Health/Watch";
    requestStream: false;
    responseStream: true;
    requestSerialize: grpc.serialize<go_plugin_health_pb.HealthCheckRequest>;
    requestDeserialize: grpc.deserialize<go_plugin_health_pb.HealthCheckRequest>;
    responseSerialize: grpc.serialize<go_plugin_health_pb.HealthCheckResponse>;
    responseDeserialize: grpc.deserialize<go_plugin_health_pb.HealthCheckResponse>;
}

export const HealthService: IHealthService;

export interface IHealthServer extends grpc.UntypedServiceImplementation {
    check: grpc.handleUnaryCall<go_plugin_health_pb.HealthCheckRequest, go_plugin_health_pb.HealthCheckResponse>;
    list: grpc.handleUnaryCall<go_plugin_health_pb.HealthListRequest, go_plugin_health_pb.HealthListResponse>;
    watch: grpc.handleServerStreamingCall<go_plugin_health_pb.HealthCheckRequest, go_plugin_health_pb.HealthCheckResponse>;
}

export interface IHealthClient {
    check(request: go_plugin_health_pb.HealthCheckRequest, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthCheckResponse) => void): grpc.ClientUnaryCall;
    check(request: go_plugin_health_pb.HealthCheckRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthCheckResponse) => void): grpc.ClientUnaryCall;
    check(request: go_plugin_health_pb.HealthCheckRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthCheckResponse) => void): grpc.ClientUnaryCall;
    list(request: go_plugin_health_pb.HealthListRequest, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthListResponse) => void): grpc.ClientUnaryCall;
    list(request: go_plugin_health_pb.HealthListRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthListResponse) => void): grpc.ClientUnaryCall;
    list(request: go_plugin_health_pb.HealthListRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthListResponse) => void): grpc.ClientUnaryCall;
    watch(request: go_plugin_health_pb.HealthCheckRequest, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<go_plugin_health_pb.HealthCheckResponse>;
    watch(request: go_plugin_health_pb.HealthCheckRequest, metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<go_plugin_health_pb.HealthCheckResponse>;
}

export class HealthClient extends grpc.Client implements IHealthClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public check(request: go_plugin_health_pb.HealthCheckRequest, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthCheckResponse) => void): grpc.ClientUnaryCall;
    public check(request: go_plugin_health_pb.HealthCheckRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthCheckResponse) => void): grpc.ClientUnaryCall;
    public check(request: go_plugin_health_pb.HealthCheckRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthCheckResponse) => void): grpc.ClientUnaryCall;
    public list(request: go_plugin_health_pb.HealthListRequest, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthListResponse) => void): grpc.ClientUnaryCall;
    public list(request: go_plugin_health_pb.HealthListRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthListResponse) => void): grpc.ClientUnaryCall;
    public list(request: go_plugin_health_pb.HealthListRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: go_plugin_health_pb.HealthListResponse) => void): grpc.ClientUnaryCall;
    public watch(request: go_plugin_health_pb.HealthCheckRequest, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<go_plugin_health_pb.HealthCheckResponse>;
    public watch(request: go_plugin_health_pb.HealthCheckRequest, metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<go_plugin_health_pb.HealthCheckResponse>;
}
