// package: proto
// file: streamer.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as streamer_pb from "./streamer_pb.cjs";

interface IStreamerServiceService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    configure: IStreamerServiceService_IConfigure;
    write: IStreamerServiceService_IWrite;
    read: IStreamerServiceService_IRead;
    shout: IStreamerServiceService_IShout;
}

interface IStreamerServiceService_IConfigure extends grpc.MethodDefinition<streamer_pb.Configure.Request, streamer_pb.Configure.Response> {
    path: "/proto.StreamerService/Configure";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<streamer_pb.Configure.Request>;
    requestDeserialize: grpc.deserialize<streamer_pb.Configure.Request>;
    responseSerialize: grpc.serialize<streamer_pb.Configure.Response>;
    responseDeserialize: grpc.deserialize<streamer_pb.Configure.Response>;
}
interface IStreamerServiceService_IWrite extends grpc.MethodDefinition<streamer_pb.Write.RequestChunk, streamer_pb.Write.Response> {
    path: "/proto.StreamerService/Write";
    requestStream: true;
    responseStream: false;
    requestSerialize: grpc.serialize<streamer_pb.Write.RequestChunk>;
    requestDeserialize: grpc.deserialize<streamer_pb.Write.RequestChunk>;
    responseSerialize: grpc.serialize<streamer_pb.Write.Response>;
    responseDeserialize: grpc.deserialize<streamer_pb.Write.Response>;
}
interface IStreamerServiceService_IRead extends grpc.MethodDefinition<streamer_pb.Read.Request, streamer_pb.Read.ResponseChunk> {
    path: "/proto.StreamerService/Read";
    requestStream: false;
    responseStream: true;
    requestSerialize: grpc.serialize<streamer_pb.Read.Request>;
    requestDeserialize: grpc.deserialize<streamer_pb.Read.Request>;
    responseSerialize: grpc.serialize<streamer_pb.Read.ResponseChunk>;
    responseDeserialize: grpc.deserialize<streamer_pb.Read.ResponseChunk>;
}
interface IStreamerServiceService_IShout extends grpc.MethodDefinition<streamer_pb.Shout.Line, streamer_pb.Shout.Line> {
    path: "/proto.StreamerService/Shout";
    requestStream: true;
    responseStream: true;
    requestSerialize: grpc.serialize<streamer_pb.Shout.Line>;
    requestDeserialize: grpc.deserialize<streamer_pb.Shout.Line>;
    responseSerialize: grpc.serialize<streamer_pb.Shout.Line>;
    responseDeserialize: grpc.deserialize<streamer_pb.Shout.Line>;
}

export const StreamerServiceService: IStreamerServiceService;

export interface IStreamerServiceServer extends grpc.UntypedServiceImplementation {
    configure: grpc.handleUnaryCall<streamer_pb.Configure.Request, streamer_pb.Configure.Response>;
    write: grpc.handleClientStreamingCall<streamer_pb.Write.RequestChunk, streamer_pb.Write.Response>;
    read: grpc.handleServerStreamingCall<streamer_pb.Read.Request, streamer_pb.Read.ResponseChunk>;
    shout: grpc.handleBidiStreamingCall<streamer_pb.Shout.Line, streamer_pb.Shout.Line>;
}

export interface IStreamerServiceClient {
    configure(request: streamer_pb.Configure.Request, callback: (error: grpc.ServiceError | null, response: streamer_pb.Configure.Response) => void): grpc.ClientUnaryCall;
    configure(request: streamer_pb.Configure.Request, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: streamer_pb.Configure.Response) => void): grpc.ClientUnaryCall;
    configure(request: streamer_pb.Configure.Request, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: streamer_pb.Configure.Response) => void): grpc.ClientUnaryCall;
    write(callback: (error: grpc.ServiceError | null, response: streamer_pb.Write.Response) => void): grpc.ClientWritableStream<streamer_pb.Write.RequestChunk>;
    write(metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: streamer_pb.Write.Response) => void): grpc.ClientWritableStream<streamer_pb.Write.RequestChunk>;
    write(options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: streamer_pb.Write.Response) => void): grpc.ClientWritableStream<streamer_pb.Write.RequestChunk>;
    write(metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: streamer_pb.Write.Response) => void): grpc.ClientWritableStream<streamer_pb.Write.RequestChunk>;
    read(request: streamer_pb.Read.Request, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<streamer_pb.Read.ResponseChunk>;
    read(request: streamer_pb.Read.Request, metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<streamer_pb.Read.ResponseChunk>;
    shout(): grpc.ClientDuplexStream<streamer_pb.Shout.Line, streamer_pb.Shout.Line>;
    shout(options: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<streamer_pb.Shout.Line, streamer_pb.Shout.Line>;
    shout(metadata: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<streamer_pb.Shout.Line, streamer_pb.Shout.Line>;
}

export class StreamerServiceClient extends grpc.Client implements IStreamerServiceClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public configure(request: streamer_pb.Configure.Request, callback: (error: grpc.ServiceError | null, response: streamer_pb.Configure.Response) => void): grpc.ClientUnaryCall;
    public configure(request: streamer_pb.Configure.Request, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: streamer_pb.Configure.Response) => void): grpc.ClientUnaryCall;
    public configure(request: streamer_pb.Configure.Request, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: streamer_pb.Configure.Response) => void): grpc.ClientUnaryCall;
    public write(callback: (error: grpc.ServiceError | null, response: streamer_pb.Write.Response) => void): grpc.ClientWritableStream<streamer_pb.Write.RequestChunk>;
    public write(metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: streamer_pb.Write.Response) => void): grpc.ClientWritableStream<streamer_pb.Write.RequestChunk>;
    public write(options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: streamer_pb.Write.Response) => void): grpc.ClientWritableStream<streamer_pb.Write.RequestChunk>;
    public write(metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: streamer_pb.Write.Response) => void): grpc.ClientWritableStream<streamer_pb.Write.RequestChunk>;
    public read(request: streamer_pb.Read.Request, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<streamer_pb.Read.ResponseChunk>;
    public read(request: streamer_pb.Read.Request, metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<streamer_pb.Read.ResponseChunk>;
    public shout(options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<streamer_pb.Shout.Line, streamer_pb.Shout.Line>;
    public shout(metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<streamer_pb.Shout.Line, streamer_pb.Shout.Line>;
}
