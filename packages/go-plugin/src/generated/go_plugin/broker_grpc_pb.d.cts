// package: plugin
// file: go_plugin/broker.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as go_plugin_broker_pb from "../go_plugin/broker_pb.cjs";

interface IGRPCBrokerService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    startStream: IGRPCBrokerService_IStartStream;
}

interface IGRPCBrokerService_IStartStream extends grpc.MethodDefinition<go_plugin_broker_pb.ConnInfo, go_plugin_broker_pb.ConnInfo> {
    path: "/plugin.GRPCBroker/StartStream";
    requestStream: true;
    responseStream: true;
    requestSerialize: grpc.serialize<go_plugin_broker_pb.ConnInfo>;
    requestDeserialize: grpc.deserialize<go_plugin_broker_pb.ConnInfo>;
    responseSerialize: grpc.serialize<go_plugin_broker_pb.ConnInfo>;
    responseDeserialize: grpc.deserialize<go_plugin_broker_pb.ConnInfo>;
}

export const GRPCBrokerService: IGRPCBrokerService;

export interface IGRPCBrokerServer extends grpc.UntypedServiceImplementation {
    startStream: grpc.handleBidiStreamingCall<go_plugin_broker_pb.ConnInfo, go_plugin_broker_pb.ConnInfo>;
}

export interface IGRPCBrokerClient {
    startStream(): grpc.ClientDuplexStream<go_plugin_broker_pb.ConnInfo, go_plugin_broker_pb.ConnInfo>;
    startStream(options: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<go_plugin_broker_pb.ConnInfo, go_plugin_broker_pb.ConnInfo>;
    startStream(metadata: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<go_plugin_broker_pb.ConnInfo, go_plugin_broker_pb.ConnInfo>;
}

export class GRPCBrokerClient extends grpc.Client implements IGRPCBrokerClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public startStream(options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<go_plugin_broker_pb.ConnInfo, go_plugin_broker_pb.ConnInfo>;
    public startStream(metadata?: grpc.Metadata, options?: Partial<grpc.CallOptions>): grpc.ClientDuplexStream<go_plugin_broker_pb.ConnInfo, go_plugin_broker_pb.ConnInfo>;
}
