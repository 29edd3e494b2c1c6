// package: grpc.testing
// file: grpc_testing.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as grpc_testing_pb from "./grpc_testing_pb.cjs";

interface ITestServiceService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    emptyCall: ITestServiceService_IEmptyCall;
    unaryCall: ITestServiceService_IUnaryCall;
    streamingOutputCall: ITestServiceService_IStreamingOutputCall;
    streamingInputCall: ITestServiceService_IStreamingInputCall;
    fullDuplexCall: ITestServiceService_IFullDuplexCall;
    unimplementedCall: ITestServiceService_IUnimplementedCall;
}

interface ITestServiceService_IEmptyCall extends grpc.MethodDefinition<grpc_testing_pb.Empty, grpc_testing_pb.Empty> {
    path: "/grpc.testing.TestService/EmptyCall";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<grpc_testing_pb.Empty>;
    requestDeserialize: grpc.deserialize<grpc_testing_pb.Empty>;
    responseSerialize: grpc.serialize<grpc_testing_pb.Empty>;
    responseDeserialize: grpc.deserialize<grpc_testing_pb.Empty>;
}
interface ITestServiceService_IUnaryCall extends grpc.MethodDefinition<grpc_testing_pb.SimpleRequest, grpc_testing_pb.SimpleResponse> {
    path: "/grpc.testing.TestService/UnaryCall";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<grpc_testing_pb.SimpleRequest>;
    requestDeserialize: grpc.deserialize<grpc_testing_pb.SimpleRequest>;
    responseSerialize: grpc.serialize<grpc_testing_pb.SimpleResponse>;
    responseDeserialize: grpc.deserialize<grpc_testing_pb.SimpleResponse>;
}
interface ITestServiceService_IStreamingOutputCall extends grpc.MethodDefinition<grpc_testing_pb.StreamingOutputCallRequest, grpc_testing_pb.StreamingOutputCallResponse> {
    path: "/grpc.testing.TestService/StreamingOutputCall";
    requestStream: false;
    responseStream: true;
    requestSerialize: grpc.serialize<grpc_testing_pb.StreamingOutputCallRequest>;
    requestDeserialize: grpc.deserialize<grpc_testing_pb.StreamingOutputCallRequest>;
    responseSerialize: grpc.serialize<grpc_testing_pb.StreamingOutputCallResponse>;
    responseDeserialize: grpc.deserialize<grpc_testing_pb.StreamingOutputCallResponse>;
}
interface ITestServiceService_IStreamingInputCall extends grpc.MethodDefinition<grpc_testing_pb.StreamingInputCallRequest, grpc_testing_pb.StreamingInputCallResponse> {
    path: "/grpc.testing.TestService/StreamingInputCall";
    requestStream: true;
    responseStream: false;
    requestSerialize: grpc.serialize<grpc_testing_pb.StreamingInputCallRequest>;
    requestDeserialize: grpc.deserialize<grpc_testing_pb.StreamingInputCallRequest>;
    responseSerialize: grpc.serialize<grpc_testing_pb.StreamingInputCallResponse>;
    responseDeserialize: grpc.deserialize<grpc_testing_pb.StreamingInputCallResponse>;
}
interface ITestServiceService_IFullDuplexCall extends grpc.MethodDefinition<grpc_testing_pb.StreamingOutputCallRequest, grpc_testing_pb.StreamingOutputCallResponse> {
    path: "/grpc.testing.TestService/FullDuplexCall";
    requestStream: true;
    responseStream: true;
    requestSerialize: grpc.serialize<grpc_testing_pb.StreamingOutputCallRequest>;
    requestDeserialize: grpc.deserialize<grpc_testing_pb.StreamingOutputCallRequest>;
    responseSerialize: grpc.serialize<grpc_testing_pb.StreamingOutputCallResponse>;
    responseDeserialize: grpc.deserialize<grpc_testing_pb.StreamingOutputCallResponse>;
}
interface ITestServiceService_IUnimplementedCall extends grpc.MethodDefinition<grpc_testing_pb.Empty, grpc_testing_pb.Empty> {
    path: "/grpc.testing.TestService/UnimplementedCall";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<grpc_testing_pb.Empty>;
    requestDeserialize: grpc.deserialize<grpc_testing_pb.Empty>;
    responseSerialize: grpc.serialize<grpc_testing_pb.Empty>;
    responseDeserialize: grpc.deserialize<grpc_testing_pb.Empty>;
}

export const TestServiceService: ITestServiceService;

export interface ITestServiceServer extends grpc.UntypedServiceImplementation {
    emptyCall: grpc.handleUnaryCall<grpc_testing_pb.Empty, grpc_testing_pb.Empty>;
    unaryCall: grpc.handleUnaryCall<grpc_testing_pb.SimpleRequest, grpc_testing_pb.SimpleResponse>;
    streamingOutputCall: grpc.handleServerStreamingCall<grpc_testing_pb.StreamingOutputCallRequest, grpc_testing_pb.StreamingOutputCallResponse>;
    streamingInputCall: grpc.handleClientStreamingCall<grpc_testing_pb.StreamingInputCallRequest, grpc_testing_pb.StreamingInputCallResponse>;
    fullDuplexCall: grpc.handleBidiStreamingCall<grpc_testing_pb.StreamingOutputCallRequest, grpc_testing_pb.StreamingOutputCallResponse>;
    unimplementedCall: grpc.handleUnaryCall<grpc_testing_pb.Empty, grpc_testing_pb.Empty>;
}

export interface ITestServiceClient {
    emptyCall(request: grpc_testing_pb.Empty, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    emptyCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    emptyCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    unaryCall(request: grpc_testing_pb.SimpleRequest, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.SimpleResponse) => void): grpc.ClientUnaryCall;
    unaryCall(request: grpc_testing_pb.SimpleRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.SimpleResponse) => void): grpc.ClientUnaryCall;
    unaryCall(request: grpc_testing_pb.SimpleRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.SimpleResponse) => void): grpc.ClientUnaryCall;
    streamingOutputCall(request: grpc_testing_pb.StreamingOutputCallRequest, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<grpc_testing_pb.StreamingOutputCallResponse>;
    streamingOutputCall(request: grpc_testing_pb.StreamingOutputCallRequest, metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<grpc_testing_pb.StreamingOutputCallResponse>;
    streamingInputCall(callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.StreamingInputCallResponse) => void): grpc.ClientWritableStream<grpc_testing_pb.StreamingInputCallRequest>;
    streamingInputCall(metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.StreamingInputCallResponse) => void): grpc.ClientWritableStream<grpc_testing_pb.StreamingInputCallRequest>;
    streamingInputCall(options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.StreamingInputCallResponse) => void): grpc.ClientWritableStream<grpc_testing_pb.StreamingInputCallRequest>;
    streamingInputCall(metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.StreamingInputCallResponse) => void): grpc.ClientWritableStream<grpc_testing_pb.StreamingInputCallRequest>;
    fullDuplexCall(): grpc.ClientDuplexStream<grpc_testing_pb.StreamingOutputCallRequest, grpc_testing_pb.StreamingOutputCallResponse>;
    fullDuplexCall(options: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<grpc_testing_pb.StreamingOutputCallRequest, grpc_testing_pb.StreamingOutputCallResponse>;
    fullDuplexCall(metadata: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<grpc_testing_pb.StreamingOutputCallRequest, grpc_testing_pb.StreamingOutputCallResponse>;
    unimplementedCall(request: grpc_testing_pb.Empty, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    unimplementedCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    unimplementedCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
}

export class TestServiceClient extends grpc.Client implements ITestServiceClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public emptyCall(request: grpc_testing_pb.Empty, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    public emptyCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    public emptyCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    public unaryCall(request: grpc_testing_pb.SimpleRequest, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.SimpleResponse) => void): grpc.ClientUnaryCall;
    public unaryCall(request: grpc_testing_pb.SimpleRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.SimpleResponse) => void): grpc.ClientUnaryCall;
    public unaryCall(request: grpc_testing_pb.SimpleRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.SimpleResponse) => void): grpc.ClientUnaryCall;
    public streamingOutputCall(request: grpc_testing_pb.StreamingOutputCallRequest, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<grpc_testing_pb.StreamingOutputCallResponse>;
    public streamingOutputCall(request: grpc_testing_pb.StreamingOutputCallRequest, metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<grpc_testing_pb.StreamingOutputCallResponse>;
    public streamingInputCall(callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.StreamingInputCallResponse) => void): grpc.ClientWritableStream<grpc_testing_pb.StreamingInputCallRequest>;
    public streamingInputCall(metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.StreamingInputCallResponse) => void): grpc.ClientWritableStream<grpc_testing_pb.StreamingInputCallRequest>;
    public streamingInputCall(options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.StreamingInputCallResponse) => void): grpc.ClientWritableStream<grpc_testing_pb.StreamingInputCallRequest>;
    public streamingInputCall(metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.StreamingInputCallResponse) => void): grpc.ClientWritableStream<grpc_testing_pb.StreamingInputCallRequest>;
    public fullDuplexCall(options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<grpc_testing_pb.StreamingOutputCallRequest, grpc_testing_pb.StreamingOutputCallResponse>;
    public fullDuplexCall(metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<grpc_testing_pb.StreamingOutputCallRequest, grpc_testing_pb.StreamingOutputCallResponse>;
    public unimplementedCall(request: grpc_testing_pb.Empty, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    public unimplementedCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    public unimplementedCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
}

interface IUnimplementedServiceService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    unimplementedCall: IUnimplementedServiceService_IUnimplementedCall;
}

interface IUnimplementedServiceService_IUnimplementedCall extends grpc.MethodDefinition<grpc_testing_pb.Empty, grpc_testing_pb.Empty> {
    path: "/grpc.testing.UnimplementedService/UnimplementedCall";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<grpc_testing_pb.Empty>;
    requestDeserialize: grpc.deserialize<grpc_testing_pb.Empty>;
    responseSerialize: grpc.serialize<grpc_testing_pb.Empty>;
    responseDeserialize: grpc.deserialize<grpc_testing_pb.Empty>;
}

export const UnimplementedServiceService: IUnimplementedServiceService;

export interface IUnimplementedServiceServer extends grpc.UntypedServiceImplementation {
    unimplementedCall: grpc.handleUnaryCall<grpc_testing_pb.Empty, grpc_testing_pb.Empty>;
}

export interface IUnimplementedServiceClient {
    unimplementedCall(request: grpc_testing_pb.Empty, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    unimplementedCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    unimplementedCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
}

export class UnimplementedServiceClient extends grpc.Client implements IUnimplementedServiceClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public unimplementedCall(request: grpc_testing_pb.Empty, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    public unimplementedCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
    public unimplementedCall(request: grpc_testing_pb.Empty, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: grpc_testing_pb.Empty) => void): grpc.ClientUnaryCall;
}
