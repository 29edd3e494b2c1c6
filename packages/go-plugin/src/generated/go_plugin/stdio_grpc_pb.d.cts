// package: plugin
// file: go_plugin/stdio.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as go_plugin_stdio_pb from "../go_plugin/stdio_pb.cjs";
import * as google_protobuf_empty_pb from "google-protobuf/google/protobuf/empty_pb";

interface IGRPCStdioService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    streamStdio: IGRPCStdioService_IStreamStdio;
}

interface IGRPCStdioService_IStreamStdio extends grpc.MethodDefinition<google_protobuf_empty_pb.Empty, go_plugin_stdio_pb.StdioData> {
    path: "/plugin.GRPCStdio/StreamStdio";
    requestStream: false;
    responseStream: true;
    requestSerialize: grpc.serialize<google_protobuf_empty_pb.Empty>;
    requestDeserialize: grpc.deserialize<google_protobuf_empty_pb.Empty>;
    responseSerialize: grpc.serialize<go_plugin_stdio_pb.StdioData>;
    responseDeserialize: grpc.deserialize<go_plugin_stdio_pb.StdioData>;
}

export const GRPCStdioService: IGRPCStdioService;

export interface IGRPCStdioServer extends grpc.UntypedServiceImplementation {
    streamStdio: grpc.handleServerStreamingCall<google_protobuf_empty_pb.Empty, go_plugin_stdio_pb.StdioData>;
}

export interface IGRPCStdioClient {
    streamStdio(request: google_protobuf_empty_pb.Empty, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<go_plugin_stdio_pb.StdioData>;
    streamStdio(request: google_protobuf_empty_pb.Empty, metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<go_plugin_stdio_pb.StdioData>;
}

export class GRPCStdioClient extends grpc.Client implements IGRPCStdioClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public streamStdio(request: google_protobuf_empty_pb.Empty, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<go_plugin_stdio_pb.StdioData>;
    public streamStdio(request: google_protobuf_empty_pb.Empty, metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<go_plugin_stdio_pb.StdioData>;
}
