// package: grpc.reflection.v1
// file: go_plugin/reflection_v1.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as go_plugin_reflection_v1_pb from "../go_plugin/reflection_v1_pb.cjs";

interface IServerReflectionService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    serverReflectionInfo: IServerReflectionService_IServerReflectionInfo;
}

interface IServerReflectionService_IServerReflectionInfo extends grpc.MethodDefinition<go_plugin_reflection_v1_pb.ServerReflectionRequest, go_plugin_reflection_v1_pb.ServerReflectionResponse> {
    path: "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    requestStream: true;
    responseStream: true;
    requestSerialize: grpc.serialize<go_plugin_reflection_v1_pb.ServerReflectionRequest>;
    requestDeserialize: grpc.deserialize<go_plugin_reflection_v1_pb.ServerReflectionRequest>;
    responseSerialize: grpc.serialize<go_plugin_reflection_v1_pb.ServerReflectionResponse>;
    responseDeserialize: grpc.deserialize<go_plugin_reflection_v1_pb.ServerReflectionResponse>;
}

export const ServerReflectionService: IServerReflectionService;

export interface IServerReflectionServer extends grpc.UntypedServiceImplementation {
    serverReflectionInfo: grpc.handleBidiStreamingCall<go_plugin_reflection_v1_pb.ServerReflectionRequest, go_plugin_reflection_v1_pb.ServerReflectionResponse>;
}

export interface IServerReflectionClient {
    serverReflectionInfo(): grpc.ClientDuplexStream<go_plugin_reflection_v1_pb.ServerReflectionRequest, go_plugin_reflection_v1_pb.ServerReflectionResponse>;
    serverReflectionInfo(options: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<go_plugin_reflection_v1_pb.ServerReflectionRequest, go_plugin_reflection_v1_pb.ServerReflectionResponse>;
    serverReflectionInfo(metadata: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<go_plugin_reflection_v1_pb.ServerReflectionRequest, go_plugin_reflection_v1_pb.ServerReflectionResponse>;
}

export class ServerReflectionClient extends grpc.Client implements IServerReflectionClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public serverReflectionInfo(options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<go_plugin_reflection_v1_pb.ServerReflectionRequest, go_plugin_reflection_v1_pb.ServerReflectionResponse>;
    public serverReflectionInfo(metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<go_plugin_reflection_v1_pb.ServerReflectionRequest, go_plugin_reflection_v1_pb.ServerReflectionResponse>;
}
