// package: plugin.v1
// file: plugin/v1/events.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as plugin_v1_events_pb from "../../plugin/v1/events_pb.cjs";

interface IEventServiceService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    handleEvent: IEventServiceService_IHandleEvent;
    streamEvents: IEventServiceService_IStreamEvents;
}

interface IEventServiceService_IHandleEvent extends grpc.MethodDefinition<plugin_v1_events_pb.HandleEventRequest, plugin_v1_events_pb.HandleEventResponse> {
    path: "/plugin.v1.EventService/HandleEvent";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_events_pb.HandleEventRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_events_pb.HandleEventRequest>;
    responseSerialize: grpc.serialize<plugin_v1_events_pb.HandleEventResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_events_pb.HandleEventResponse>;
}
interface IEventServiceService_IStreamEvents extends grpc.MethodDefinition<plugin_v1_events_pb.EventStreamMessage, plugin_v1_events_pb.StreamEventsResponse> {
    path: "/plugin.v1.EventService/StreamEvents";
    requestStream: true;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_events_pb.EventStreamMessage>;
    requestDeserialize: grpc.deserialize<plugin_v1_events_pb.EventStreamMessage>;
    responseSerialize: grpc.serialize<plugin_v1_events_pb.StreamEventsResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_events_pb.StreamEventsResponse>;
}

export const EventServiceService: IEventServiceService;

export interface IEventServiceServer extends grpc.UntypedServiceImplementation {
    handleEvent: grpc.handleUnaryCall<plugin_v1_events_pb.HandleEventRequest, plugin_v1_events_pb.HandleEventResponse>;
    streamEvents: grpc.handleClientStreamingCall<plugin_v1_events_pb.EventStreamMessage, plugin_v1_events_pb.StreamEventsResponse>;
}

export interface IEventServiceClient {
    handleEvent(request: plugin_v1_events_pb.HandleEventRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.HandleEventResponse) => void): grpc.ClientUnaryCall;
    handleEvent(request: plugin_v1_events_pb.HandleEventRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.HandleEventResponse) => void): grpc.ClientUnaryCall;
    handleEvent(request: plugin_v1_events_pb.HandleEventRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.HandleEventResponse) => void): grpc.ClientUnaryCall;
    streamEvents(callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.StreamEventsResponse) => void): grpc.ClientWritableStream<plugin_v1_events_pb.EventStreamMessage>;
    streamEvents(metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.StreamEventsResponse) => void): grpc.ClientWritableStream<plugin_v1_events_pb.EventStreamMessage>;
    streamEvents(options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.StreamEventsResponse) => void): grpc.ClientWritableStream<plugin_v1_events_pb.EventStreamMessage>;
    streamEvents(metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.StreamEventsResponse) => void): grpc.ClientWritableStream<plugin_v1_events_pb.EventStreamMessage>;
}

export class EventServiceClient extends grpc.Client implements IEventServiceClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public handleEvent(request: plugin_v1_events_pb.HandleEventRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.HandleEventResponse) => void): grpc.ClientUnaryCall;
    public handleEvent(request: plugin_v1_events_pb.HandleEventRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.HandleEventResponse) => void): grpc.ClientUnaryCall;
    public handleEvent(request: plugin_v1_events_pb.HandleEventRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.HandleEventResponse) => void): grpc.ClientUnaryCall;
    public streamEvents(callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.StreamEventsResponse) => void): grpc.ClientWritableStream<plugin_v1_events_pb.EventStreamMessage>;
    public streamEvents(metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.StreamEventsResponse) => void): grpc.ClientWritableStream<plugin_v1_events_pb.EventStreamMessage>;
    public streamEvents(options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.StreamEventsResponse) => void): grpc.ClientWritableStream<plugin_v1_events_pb.EventStreamMessage>;
    public streamEvents(metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.StreamEventsResponse) => void): grpc.ClientWritableStream<plugin_v1_events_pb.EventStreamMessage>;
}

interface IHostEventServiceService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    emit: IHostEventServiceService_IEmit;
}

interface IHostEventServiceService_IEmit extends grpc.MethodDefinition<plugin_v1_events_pb.EmitRequest, plugin_v1_events_pb.EmitResponse> {
    path: "/plugin.v1.HostEventService/Emit";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_events_pb.EmitRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_events_pb.EmitRequest>;
    responseSerialize: grpc.serialize<plugin_v1_events_pb.EmitResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_events_pb.EmitResponse>;
}

export const HostEventServiceService: IHostEventServiceService;

export interface IHostEventServiceServer extends grpc.UntypedServiceImplementation {
    emit: grpc.handleUnaryCall<plugin_v1_events_pb.EmitRequest, plugin_v1_events_pb.EmitResponse>;
}

export interface IHostEventServiceClient {
    emit(request: plugin_v1_events_pb.EmitRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.EmitResponse) => void): grpc.ClientUnaryCall;
    emit(request: plugin_v1_events_pb.EmitRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.EmitResponse) => void): grpc.ClientUnaryCall;
    emit(request: plugin_v1_events_pb.EmitRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.EmitResponse) => void): grpc.ClientUnaryCall;
}

export class HostEventServiceClient extends grpc.Client implements IHostEventServiceClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public emit(request: plugin_v1_events_pb.EmitRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.EmitResponse) => void): grpc.ClientUnaryCall;
    public emit(request: plugin_v1_events_pb.EmitRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.EmitResponse) => void): grpc.ClientUnaryCall;
    public emit(request: plugin_v1_events_pb.EmitRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_events_pb.EmitResponse) => void): grpc.ClientUnaryCall;
}
