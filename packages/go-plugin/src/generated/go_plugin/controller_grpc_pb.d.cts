// package: plugin
// file: go_plugin/controller.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as go_plugin_controller_pb from "../go_plugin/controller_pb.cjs";

interface IGRPCControllerService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    shutdown: IGRPCControllerService_IShutdown;
}

interface IGRPCControllerService_IShutdown extends grpc.MethodDefinition<go_plugin_controller_pb.Empty, go_plugin_controller_pb.Empty> {
    path: "/plugin.GRPCController/Shutdown";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<go_plugin_controller_pb.Empty>;
    requestDeserialize: grpc.deserialize<go_plugin_controller_pb.Empty>;
    responseSerialize: grpc.serialize<go_plugin_controller_pb.Empty>;
    responseDeserialize: grpc.deserialize<go_plugin_controller_pb.Empty>;
}

export const GRPCControllerService: IGRPCControllerService;

export interface IGRPCControllerServer extends grpc.UntypedServiceImplementation {
    shutdown: grpc.handleUnaryCall<go_plugin_controller_pb.Empty, go_plugin_controller_pb.Empty>;
}

export interface IGRPCControllerClient {
    shutdown(request: go_plugin_controller_pb.Empty, callback: (error: grpc.ServiceError | null, response: go_plugin_controller_pb.Empty) => void): grpc.ClientUnaryCall;
    shutdown(request: go_plugin_controller_pb.Empty, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: go_plugin_controller_pb.Empty) => void): grpc.ClientUnaryCall;
    shutdown(request: go_plugin_controller_pb.Empty, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: go_plugin_controller_pb.Empty) => void): grpc.ClientUnaryCall;
}

export class GRPCControllerClient extends grpc.Client implements IGRPCControllerClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public shutdown(request: go_plugin_controller_pb.Empty, callback: (error: grpc.ServiceError | null, response: go_plugin_controller_pb.Empty) => void): grpc.ClientUnaryCall;
    public shutdown(request: go_plugin_controller_pb.Empty, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: go_plugin_controller_pb.Empty) => void): grpc.ClientUnaryCall;
    public shutdown(request: go_plugin_controller_pb.Empty, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: go_plugin_controller_pb.Empty) => void): grpc.ClientUnaryCall;
}
