// package: interoptest
// file: interop_test.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as interop_test_pb from "./interop_test_pb.cjs";

interface IInteropService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    double: IInteropService_IDouble;
    echo: IInteropService_IEcho;
    large: IInteropService_ILarge;
    printStdio: IInteropService_IPrintStdio;
    log: IInteropService_ILog;
    panic: IInteropService_IPanic;
    exit: IInteropService_IExit;
    sleep: IInteropService_ISleep;
    getEnv: IInteropService_IGetEnv;
    serverStream: IInteropService_IServerStream;
    bidiStream: IInteropService_IBidiStream;
    clientStream: IInteropService_IClientStream;
    callBack: IInteropService_ICallBack;
    serve: IInteropService_IServe;
    fail: IInteropService_IFail;
}

interface IInteropService_IDouble extends grpc.MethodDefinition<interop_test_pb.DoubleRequest, interop_test_pb.DoubleResponse> {
    path: "/interoptest.Interop/Double";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.DoubleRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.DoubleRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.DoubleResponse>;
    responseDeserialize: grpc.deserialize<interop_test_pb.DoubleResponse>;
}
interface IInteropService_IEcho extends grpc.MethodDefinition<interop_test_pb.EchoRequest, interop_test_pb.EchoResponse> {
    path: "/interoptest.Interop/Echo";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.EchoRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.EchoRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.EchoResponse>;
    responseDeserialize: grpc.deserialize<interop_test_pb.EchoResponse>;
}
interface IInteropService_ILarge extends grpc.MethodDefinition<interop_test_pb.LargeRequest, interop_test_pb.EchoResponse> {
    path: "/interoptest.Interop/Large";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.LargeRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.LargeRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.EchoResponse>;
    responseDeserialize: grpc.deserialize<interop_test_pb.EchoResponse>;
}
interface IInteropService_IPrintStdio extends grpc.MethodDefinition<interop_test_pb.PrintStdioRequest, interop_test_pb.Done> {
    path: "/interoptest.Interop/PrintStdio";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.PrintStdioRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.PrintStdioRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.Done>;
    responseDeserialize: grpc.deserialize<interop_test_pb.Done>;
}
interface IInteropService_ILog extends grpc.MethodDefinition<interop_test_pb.LogRequest, interop_test_pb.Done> {
    path: "/interoptest.Interop/Log";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.LogRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.LogRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.Done>;
    responseDeserialize: grpc.deserialize<interop_test_pb.Done>;
}
interface IInteropService_IPanic extends grpc.MethodDefinition<interop_test_pb.PanicRequest, interop_test_pb.Done> {
    path: "/interoptest.Interop/Panic";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.PanicRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.PanicRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.Done>;
    responseDeserialize: grpc.deserialize<interop_test_pb.Done>;
}
interface IInteropService_IExit extends grpc.MethodDefinition<interop_test_pb.ExitRequest, interop_test_pb.Done> {
    path: "/interoptest.Interop/Exit";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.ExitRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.ExitRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.Done>;
    responseDeserialize: grpc.deserialize<interop_test_pb.Done>;
}
interface IInteropService_ISleep extends grpc.MethodDefinition<interop_test_pb.SleepRequest, interop_test_pb.Done> {
    path: "/interoptest.Interop/Sleep";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.SleepRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.SleepRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.Done>;
    responseDeserialize: grpc.deserialize<interop_test_pb.Done>;
}
interface IInteropService_IGetEnv extends grpc.MethodDefinition<interop_test_pb.GetEnvRequest, interop_test_pb.GetEnvResponse> {
    path: "/interoptest.Interop/GetEnv";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.GetEnvRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.GetEnvRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.GetEnvResponse>;
    responseDeserialize: grpc.deserialize<interop_test_pb.GetEnvResponse>;
}
interface IInteropService_IServerStream extends grpc.MethodDefinition<interop_test_pb.ServerStreamRequest, interop_test_pb.StreamItem> {
    path: "/interoptest.Interop/ServerStream";
    requestStream: false;
    responseStream: true;
    requestSerialize: grpc.serialize<interop_test_pb.ServerStreamRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.ServerStreamRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.StreamItem>;
    responseDeserialize: grpc.deserialize<interop_test_pb.StreamItem>;
}
interface IInteropService_IBidiStream extends grpc.MethodDefinition<interop_test_pb.StreamItem, interop_test_pb.StreamItem> {
    path: "/interoptest.Interop/BidiStream";
    requestStream: true;
    responseStream: true;
    requestSerialize: grpc.serialize<interop_test_pb.StreamItem>;
    requestDeserialize: grpc.deserialize<interop_test_pb.StreamItem>;
    responseSerialize: grpc.serialize<interop_test_pb.StreamItem>;
    responseDeserialize: grpc.deserialize<interop_test_pb.StreamItem>;
}
interface IInteropService_IClientStream extends grpc.MethodDefinition<interop_test_pb.StreamItem, interop_test_pb.StreamItem> {
    path: "/interoptest.Interop/ClientStream";
    requestStream: true;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.StreamItem>;
    requestDeserialize: grpc.deserialize<interop_test_pb.StreamItem>;
    responseSerialize: grpc.serialize<interop_test_pb.StreamItem>;
    responseDeserialize: grpc.deserialize<interop_test_pb.StreamItem>;
}
interface IInteropService_ICallBack extends grpc.MethodDefinition<interop_test_pb.CallBackRequest, interop_test_pb.CallBackResponse> {
    path: "/interoptest.Interop/CallBack";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.CallBackRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.CallBackRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.CallBackResponse>;
    responseDeserialize: grpc.deserialize<interop_test_pb.CallBackResponse>;
}
interface IInteropService_IServe extends grpc.MethodDefinition<interop_test_pb.ServeRequest, interop_test_pb.ServeResponse> {
    path: "/interoptest.Interop/Serve";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.ServeRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.ServeRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.ServeResponse>;
    responseDeserialize: grpc.deserialize<interop_test_pb.ServeResponse>;
}
interface IInteropService_IFail extends grpc.MethodDefinition<interop_test_pb.FailRequest, interop_test_pb.Done> {
    path: "/interoptest.Interop/Fail";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.FailRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.FailRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.Done>;
    responseDeserialize: grpc.deserialize<interop_test_pb.Done>;
}

export const InteropService: IInteropService;

export interface IInteropServer extends grpc.UntypedServiceImplementation {
    double: grpc.handleUnaryCall<interop_test_pb.DoubleRequest, interop_test_pb.DoubleResponse>;
    echo: grpc.handleUnaryCall<interop_test_pb.EchoRequest, interop_test_pb.EchoResponse>;
    large: grpc.handleUnaryCall<interop_test_pb.LargeRequest, interop_test_pb.EchoResponse>;
    printStdio: grpc.handleUnaryCall<interop_test_pb.PrintStdioRequest, interop_test_pb.Done>;
    log: grpc.handleUnaryCall<interop_test_pb.LogRequest, interop_test_pb.Done>;
    panic: grpc.handleUnaryCall<interop_test_pb.PanicRequest, interop_test_pb.Done>;
    exit: grpc.handleUnaryCall<interop_test_pb.ExitRequest, interop_test_pb.Done>;
    sleep: grpc.handleUnaryCall<interop_test_pb.SleepRequest, interop_test_pb.Done>;
    getEnv: grpc.handleUnaryCall<interop_test_pb.GetEnvRequest, interop_test_pb.GetEnvResponse>;
    serverStream: grpc.handleServerStreamingCall<interop_test_pb.ServerStreamRequest, interop_test_pb.StreamItem>;
    bidiStream: grpc.handleBidiStreamingCall<interop_test_pb.StreamItem, interop_test_pb.StreamItem>;
    clientStream: grpc.handleClientStreamingCall<interop_test_pb.StreamItem, interop_test_pb.StreamItem>;
    callBack: grpc.handleUnaryCall<interop_test_pb.CallBackRequest, interop_test_pb.CallBackResponse>;
    serve: grpc.handleUnaryCall<interop_test_pb.ServeRequest, interop_test_pb.ServeResponse>;
    fail: grpc.handleUnaryCall<interop_test_pb.FailRequest, interop_test_pb.Done>;
}

export interface IInteropClient {
    double(request: interop_test_pb.DoubleRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.DoubleResponse) => void): grpc.ClientUnaryCall;
    double(request: interop_test_pb.DoubleRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.DoubleResponse) => void): grpc.ClientUnaryCall;
    double(request: interop_test_pb.DoubleRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.DoubleResponse) => void): grpc.ClientUnaryCall;
    echo(request: interop_test_pb.EchoRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    echo(request: interop_test_pb.EchoRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    echo(request: interop_test_pb.EchoRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    large(request: interop_test_pb.LargeRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    large(request: interop_test_pb.LargeRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    large(request: interop_test_pb.LargeRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    printStdio(request: interop_test_pb.PrintStdioRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    printStdio(request: interop_test_pb.PrintStdioRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    printStdio(request: interop_test_pb.PrintStdioRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    log(request: interop_test_pb.LogRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    log(request: interop_test_pb.LogRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    log(request: interop_test_pb.LogRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    panic(request: interop_test_pb.PanicRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    panic(request: interop_test_pb.PanicRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    panic(request: interop_test_pb.PanicRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    exit(request: interop_test_pb.ExitRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    exit(request: interop_test_pb.ExitRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    exit(request: interop_test_pb.ExitRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    sleep(request: interop_test_pb.SleepRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    sleep(request: interop_test_pb.SleepRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    sleep(request: interop_test_pb.SleepRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    getEnv(request: interop_test_pb.GetEnvRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.GetEnvResponse) => void): grpc.ClientUnaryCall;
    getEnv(request: interop_test_pb.GetEnvRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.GetEnvResponse) => void): grpc.ClientUnaryCall;
    getEnv(request: interop_test_pb.GetEnvRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.GetEnvResponse) => void): grpc.ClientUnaryCall;
    serverStream(request: interop_test_pb.ServerStreamRequest, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<interop_test_pb.StreamItem>;
    serverStream(request: interop_test_pb.ServerStreamRequest, metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<interop_test_pb.StreamItem>;
    bidiStream(): grpc.ClientDuplexStream<interop_test_pb.StreamItem, interop_test_pb.StreamItem>;
    bidiStream(options: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<interop_test_pb.StreamItem, interop_test_pb.StreamItem>;
    bidiStream(metadata: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<interop_test_pb.StreamItem, interop_test_pb.StreamItem>;
    clientStream(callback: (error: grpc.ServiceError | null, response: interop_test_pb.StreamItem) => void): grpc.ClientWritableStream<interop_test_pb.StreamItem>;
    clientStream(metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.StreamItem) => void): grpc.ClientWritableStream<interop_test_pb.StreamItem>;
    clientStream(options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.StreamItem) => void): grpc.ClientWritableStream<interop_test_pb.StreamItem>;
    clientStream(metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.StreamItem) => void): grpc.ClientWritableStream<interop_test_pb.StreamItem>;
    callBack(request: interop_test_pb.CallBackRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.CallBackResponse) => void): grpc.ClientUnaryCall;
    callBack(request: interop_test_pb.CallBackRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.CallBackResponse) => void): grpc.ClientUnaryCall;
    callBack(request: interop_test_pb.CallBackRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.CallBackResponse) => void): grpc.ClientUnaryCall;
    serve(request: interop_test_pb.ServeRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.ServeResponse) => void): grpc.ClientUnaryCall;
    serve(request: interop_test_pb.ServeRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.ServeResponse) => void): grpc.ClientUnaryCall;
    serve(request: interop_test_pb.ServeRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.ServeResponse) => void): grpc.ClientUnaryCall;
    fail(request: interop_test_pb.FailRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    fail(request: interop_test_pb.FailRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    fail(request: interop_test_pb.FailRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
}

export class InteropClient extends grpc.Client implements IInteropClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public double(request: interop_test_pb.DoubleRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.DoubleResponse) => void): grpc.ClientUnaryCall;
    public double(request: interop_test_pb.DoubleRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.DoubleResponse) => void): grpc.ClientUnaryCall;
    public double(request: interop_test_pb.DoubleRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.DoubleResponse) => void): grpc.ClientUnaryCall;
    public echo(request: interop_test_pb.EchoRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    public echo(request: interop_test_pb.EchoRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    public echo(request: interop_test_pb.EchoRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    public large(request: interop_test_pb.LargeRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    public large(request: interop_test_pb.LargeRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    public large(request: interop_test_pb.LargeRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.EchoResponse) => void): grpc.ClientUnaryCall;
    public printStdio(request: interop_test_pb.PrintStdioRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public printStdio(request: interop_test_pb.PrintStdioRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public printStdio(request: interop_test_pb.PrintStdioRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public log(request: interop_test_pb.LogRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public log(request: interop_test_pb.LogRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public log(request: interop_test_pb.LogRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public panic(request: interop_test_pb.PanicRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public panic(request: interop_test_pb.PanicRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public panic(request: interop_test_pb.PanicRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public exit(request: interop_test_pb.ExitRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public exit(request: interop_test_pb.ExitRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public exit(request: interop_test_pb.ExitRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public sleep(request: interop_test_pb.SleepRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public sleep(request: interop_test_pb.SleepRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public sleep(request: interop_test_pb.SleepRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public getEnv(request: interop_test_pb.GetEnvRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.GetEnvResponse) => void): grpc.ClientUnaryCall;
    public getEnv(request: interop_test_pb.GetEnvRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.GetEnvResponse) => void): grpc.ClientUnaryCall;
    public getEnv(request: interop_test_pb.GetEnvRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.GetEnvResponse) => void): grpc.ClientUnaryCall;
    public serverStream(request: interop_test_pb.ServerStreamRequest, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<interop_test_pb.StreamItem>;
    public serverStream(request: interop_test_pb.ServerStreamRequest, metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientReadableStream<interop_test_pb.StreamItem>;
    public bidiStream(options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<interop_test_pb.StreamItem, interop_test_pb.StreamItem>;
    public bidiStream(metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<interop_test_pb.StreamItem, interop_test_pb.StreamItem>;
    public clientStream(callback: (error: grpc.ServiceError | null, response: interop_test_pb.StreamItem) => void): grpc.ClientWritableStream<interop_test_pb.StreamItem>;
    public clientStream(metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.StreamItem) => void): grpc.ClientWritableStream<interop_test_pb.StreamItem>;
    public clientStream(options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.StreamItem) => void): grpc.ClientWritableStream<interop_test_pb.StreamItem>;
    public clientStream(metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.StreamItem) => void): grpc.ClientWritableStream<interop_test_pb.StreamItem>;
    public callBack(request: interop_test_pb.CallBackRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.CallBackResponse) => void): grpc.ClientUnaryCall;
    public callBack(request: interop_test_pb.CallBackRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.CallBackResponse) => void): grpc.ClientUnaryCall;
    public callBack(request: interop_test_pb.CallBackRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.CallBackResponse) => void): grpc.ClientUnaryCall;
    public serve(request: interop_test_pb.ServeRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.ServeResponse) => void): grpc.ClientUnaryCall;
    public serve(request: interop_test_pb.ServeRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.ServeResponse) => void): grpc.ClientUnaryCall;
    public serve(request: interop_test_pb.ServeRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.ServeResponse) => void): grpc.ClientUnaryCall;
    public fail(request: interop_test_pb.FailRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public fail(request: interop_test_pb.FailRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
    public fail(request: interop_test_pb.FailRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.Done) => void): grpc.ClientUnaryCall;
}

interface IPingPongService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    ping: IPingPongService_IPing;
}

interface IPingPongService_IPing extends grpc.MethodDefinition<interop_test_pb.PingRequest, interop_test_pb.PingResponse> {
    path: "/interoptest.PingPong/Ping";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<interop_test_pb.PingRequest>;
    requestDeserialize: grpc.deserialize<interop_test_pb.PingRequest>;
    responseSerialize: grpc.serialize<interop_test_pb.PingResponse>;
    responseDeserialize: grpc.deserialize<interop_test_pb.PingResponse>;
}

export const PingPongService: IPingPongService;

export interface IPingPongServer extends grpc.UntypedServiceImplementation {
    ping: grpc.handleUnaryCall<interop_test_pb.PingRequest, interop_test_pb.PingResponse>;
}

export interface IPingPongClient {
    ping(request: interop_test_pb.PingRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.PingResponse) => void): grpc.ClientUnaryCall;
    ping(request: interop_test_pb.PingRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.PingResponse) => void): grpc.ClientUnaryCall;
    ping(request: interop_test_pb.PingRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.PingResponse) => void): grpc.ClientUnaryCall;
}

export class PingPongClient extends grpc.Client implements IPingPongClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public ping(request: interop_test_pb.PingRequest, callback: (error: grpc.ServiceError | null, response: interop_test_pb.PingResponse) => void): grpc.ClientUnaryCall;
    public ping(request: interop_test_pb.PingRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: interop_test_pb.PingResponse) => void): grpc.ClientUnaryCall;
    public ping(request: interop_test_pb.PingRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: interop_test_pb.PingResponse) => void): grpc.ClientUnaryCall;
}
