// package: plugin.v1
// file: plugin/v1/plugin.proto

/* tslint:disable */
/* eslint-disable */

import * as grpc from "@grpc/grpc-js";
import * as plugin_v1_plugin_pb from "../../plugin/v1/plugin_pb.cjs";

interface IPluginServiceService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    getInfo: IPluginServiceService_IGetInfo;
    init: IPluginServiceService_IInit;
    shutdown: IPluginServiceService_IShutdown;
}

interface IPluginServiceService_IGetInfo extends grpc.MethodDefinition<plugin_v1_plugin_pb.GetInfoRequest, plugin_v1_plugin_pb.GetInfoResponse> {
    path: "/plugin.v1.PluginService/GetInfo";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_plugin_pb.GetInfoRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_plugin_pb.GetInfoRequest>;
    responseSerialize: grpc.serialize<plugin_v1_plugin_pb.GetInfoResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_plugin_pb.GetInfoResponse>;
}
interface IPluginServiceService_IInit extends grpc.MethodDefinition<plugin_v1_plugin_pb.InitRequest, plugin_v1_plugin_pb.InitResponse> {
    path: "/plugin.v1.PluginService/Init";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_plugin_pb.InitRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_plugin_pb.InitRequest>;
    responseSerialize: grpc.serialize<plugin_v1_plugin_pb.InitResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_plugin_pb.InitResponse>;
}
interface IPluginServiceService_IShutdown extends grpc.MethodDefinition<plugin_v1_plugin_pb.ShutdownRequest, plugin_v1_plugin_pb.ShutdownResponse> {
    path: "/plugin.v1.PluginService/Shutdown";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_plugin_pb.ShutdownRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ShutdownRequest>;
    responseSerialize: grpc.serialize<plugin_v1_plugin_pb.ShutdownResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ShutdownResponse>;
}

export const PluginServiceService: IPluginServiceService;

export interface IPluginServiceServer extends grpc.UntypedServiceImplementation {
    getInfo: grpc.handleUnaryCall<plugin_v1_plugin_pb.GetInfoRequest, plugin_v1_plugin_pb.GetInfoResponse>;
    init: grpc.handleUnaryCall<plugin_v1_plugin_pb.InitRequest, plugin_v1_plugin_pb.InitResponse>;
    shutdown: grpc.handleUnaryCall<plugin_v1_plugin_pb.ShutdownRequest, plugin_v1_plugin_pb.ShutdownResponse>;
}

export interface IPluginServiceClient {
    getInfo(request: plugin_v1_plugin_pb.GetInfoRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetInfoResponse) => void): grpc.ClientUnaryCall;
    getInfo(request: plugin_v1_plugin_pb.GetInfoRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetInfoResponse) => void): grpc.ClientUnaryCall;
    getInfo(request: plugin_v1_plugin_pb.GetInfoRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetInfoResponse) => void): grpc.ClientUnaryCall;
    init(request: plugin_v1_plugin_pb.InitRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.InitResponse) => void): grpc.ClientUnaryCall;
    init(request: plugin_v1_plugin_pb.InitRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.InitResponse) => void): grpc.ClientUnaryCall;
    init(request: plugin_v1_plugin_pb.InitRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.InitResponse) => void): grpc.ClientUnaryCall;
    shutdown(request: plugin_v1_plugin_pb.ShutdownRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ShutdownResponse) => void): grpc.ClientUnaryCall;
    shutdown(request: plugin_v1_plugin_pb.ShutdownRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ShutdownResponse) => void): grpc.ClientUnaryCall;
    shutdown(request: plugin_v1_plugin_pb.ShutdownRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ShutdownResponse) => void): grpc.ClientUnaryCall;
}

export class PluginServiceClient extends grpc.Client implements IPluginServiceClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public getInfo(request: plugin_v1_plugin_pb.GetInfoRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetInfoResponse) => void): grpc.ClientUnaryCall;
    public getInfo(request: plugin_v1_plugin_pb.GetInfoRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetInfoResponse) => void): grpc.ClientUnaryCall;
    public getInfo(request: plugin_v1_plugin_pb.GetInfoRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetInfoResponse) => void): grpc.ClientUnaryCall;
    public init(request: plugin_v1_plugin_pb.InitRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.InitResponse) => void): grpc.ClientUnaryCall;
    public init(request: plugin_v1_plugin_pb.InitRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.InitResponse) => void): grpc.ClientUnaryCall;
    public init(request: plugin_v1_plugin_pb.InitRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.InitResponse) => void): grpc.ClientUnaryCall;
    public shutdown(request: plugin_v1_plugin_pb.ShutdownRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ShutdownResponse) => void): grpc.ClientUnaryCall;
    public shutdown(request: plugin_v1_plugin_pb.ShutdownRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ShutdownResponse) => void): grpc.ClientUnaryCall;
    public shutdown(request: plugin_v1_plugin_pb.ShutdownRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ShutdownResponse) => void): grpc.ClientUnaryCall;
}

interface IOperationServiceService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    listOperations: IOperationServiceService_IListOperations;
    getOperation: IOperationServiceService_IGetOperation;
    execute: IOperationServiceService_IExecute;
}

interface IOperationServiceService_IListOperations extends grpc.MethodDefinition<plugin_v1_plugin_pb.ListOperationsRequest, plugin_v1_plugin_pb.ListOperationsResponse> {
    path: "/plugin.v1.OperationService/ListOperations";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_plugin_pb.ListOperationsRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ListOperationsRequest>;
    responseSerialize: grpc.serialize<plugin_v1_plugin_pb.ListOperationsResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ListOperationsResponse>;
}
interface IOperationServiceService_IGetOperation extends grpc.MethodDefinition<plugin_v1_plugin_pb.GetOperationRequest, plugin_v1_plugin_pb.GetOperationResponse> {
    path: "/plugin.v1.OperationService/GetOperation";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_plugin_pb.GetOperationRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_plugin_pb.GetOperationRequest>;
    responseSerialize: grpc.serialize<plugin_v1_plugin_pb.GetOperationResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_plugin_pb.GetOperationResponse>;
}
interface IOperationServiceService_IExecute extends grpc.MethodDefinition<plugin_v1_plugin_pb.ExecuteRequest, plugin_v1_plugin_pb.ExecuteResponse> {
    path: "/plugin.v1.OperationService/Execute";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_plugin_pb.ExecuteRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ExecuteRequest>;
    responseSerialize: grpc.serialize<plugin_v1_plugin_pb.ExecuteResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ExecuteResponse>;
}

export const OperationServiceService: IOperationServiceService;

export interface IOperationServiceServer extends grpc.UntypedServiceImplementation {
    listOperations: grpc.handleUnaryCall<plugin_v1_plugin_pb.ListOperationsRequest, plugin_v1_plugin_pb.ListOperationsResponse>;
    getOperation: grpc.handleUnaryCall<plugin_v1_plugin_pb.GetOperationRequest, plugin_v1_plugin_pb.GetOperationResponse>;
    execute: grpc.handleUnaryCall<plugin_v1_plugin_pb.ExecuteRequest, plugin_v1_plugin_pb.ExecuteResponse>;
}

export interface IOperationServiceClient {
    listOperations(request: plugin_v1_plugin_pb.ListOperationsRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListOperationsResponse) => void): grpc.ClientUnaryCall;
    listOperations(request: plugin_v1_plugin_pb.ListOperationsRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListOperationsResponse) => void): grpc.ClientUnaryCall;
    listOperations(request: plugin_v1_plugin_pb.ListOperationsRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListOperationsResponse) => void): grpc.ClientUnaryCall;
    getOperation(request: plugin_v1_plugin_pb.GetOperationRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetOperationResponse) => void): grpc.ClientUnaryCall;
    getOperation(request: plugin_v1_plugin_pb.GetOperationRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetOperationResponse) => void): grpc.ClientUnaryCall;
    getOperation(request: plugin_v1_plugin_pb.GetOperationRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetOperationResponse) => void): grpc.ClientUnaryCall;
    execute(request: plugin_v1_plugin_pb.ExecuteRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteResponse) => void): grpc.ClientUnaryCall;
    execute(request: plugin_v1_plugin_pb.ExecuteRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteResponse) => void): grpc.ClientUnaryCall;
    execute(request: plugin_v1_plugin_pb.ExecuteRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteResponse) => void): grpc.ClientUnaryCall;
}

export class OperationServiceClient extends grpc.Client implements IOperationServiceClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public listOperations(request: plugin_v1_plugin_pb.ListOperationsRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListOperationsResponse) => void): grpc.ClientUnaryCall;
    public listOperations(request: plugin_v1_plugin_pb.ListOperationsRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListOperationsResponse) => void): grpc.ClientUnaryCall;
    public listOperations(request: plugin_v1_plugin_pb.ListOperationsRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListOperationsResponse) => void): grpc.ClientUnaryCall;
    public getOperation(request: plugin_v1_plugin_pb.GetOperationRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetOperationResponse) => void): grpc.ClientUnaryCall;
    public getOperation(request: plugin_v1_plugin_pb.GetOperationRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetOperationResponse) => void): grpc.ClientUnaryCall;
    public getOperation(request: plugin_v1_plugin_pb.GetOperationRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.GetOperationResponse) => void): grpc.ClientUnaryCall;
    public execute(request: plugin_v1_plugin_pb.ExecuteRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteResponse) => void): grpc.ClientUnaryCall;
    public execute(request: plugin_v1_plugin_pb.ExecuteRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteResponse) => void): grpc.ClientUnaryCall;
    public execute(request: plugin_v1_plugin_pb.ExecuteRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteResponse) => void): grpc.ClientUnaryCall;
}

interface IValidatorServiceService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    validateWorkflow: IValidatorServiceService_IValidateWorkflow;
    validateStep: IValidatorServiceService_IValidateStep;
}

interface IValidatorServiceService_IValidateWorkflow extends grpc.MethodDefinition<plugin_v1_plugin_pb.ValidateWorkflowRequest, plugin_v1_plugin_pb.ValidateWorkflowResponse> {
    path: "/plugin.v1.ValidatorService/ValidateWorkflow";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_plugin_pb.ValidateWorkflowRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ValidateWorkflowRequest>;
    responseSerialize: grpc.serialize<plugin_v1_plugin_pb.ValidateWorkflowResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ValidateWorkflowResponse>;
}
interface IValidatorServiceService_IValidateStep extends grpc.MethodDefinition<plugin_v1_plugin_pb.ValidateStepRequest, plugin_v1_plugin_pb.ValidateStepResponse> {
    path: "/plugin.v1.ValidatorService/ValidateStep";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_plugin_pb.ValidateStepRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ValidateStepRequest>;
    responseSerialize: grpc.serialize<plugin_v1_plugin_pb.ValidateStepResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ValidateStepResponse>;
}

export const ValidatorServiceService: IValidatorServiceService;

export interface IValidatorServiceServer extends grpc.UntypedServiceImplementation {
    validateWorkflow: grpc.handleUnaryCall<plugin_v1_plugin_pb.ValidateWorkflowRequest, plugin_v1_plugin_pb.ValidateWorkflowResponse>;
    validateStep: grpc.handleUnaryCall<plugin_v1_plugin_pb.ValidateStepRequest, plugin_v1_plugin_pb.ValidateStepResponse>;
}

export interface IValidatorServiceClient {
    validateWorkflow(request: plugin_v1_plugin_pb.ValidateWorkflowRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateWorkflowResponse) => void): grpc.ClientUnaryCall;
    validateWorkflow(request: plugin_v1_plugin_pb.ValidateWorkflowRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateWorkflowResponse) => void): grpc.ClientUnaryCall;
    validateWorkflow(request: plugin_v1_plugin_pb.ValidateWorkflowRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateWorkflowResponse) => void): grpc.ClientUnaryCall;
    validateStep(request: plugin_v1_plugin_pb.ValidateStepRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateStepResponse) => void): grpc.ClientUnaryCall;
    validateStep(request: plugin_v1_plugin_pb.ValidateStepRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateStepResponse) => void): grpc.ClientUnaryCall;
    validateStep(request: plugin_v1_plugin_pb.ValidateStepRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateStepResponse) => void): grpc.ClientUnaryCall;
}

export class ValidatorServiceClient extends grpc.Client implements IValidatorServiceClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public validateWorkflow(request: plugin_v1_plugin_pb.ValidateWorkflowRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateWorkflowResponse) => void): grpc.ClientUnaryCall;
    public validateWorkflow(request: plugin_v1_plugin_pb.ValidateWorkflowRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateWorkflowResponse) => void): grpc.ClientUnaryCall;
    public validateWorkflow(request: plugin_v1_plugin_pb.ValidateWorkflowRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateWorkflowResponse) => void): grpc.ClientUnaryCall;
    public validateStep(request: plugin_v1_plugin_pb.ValidateStepRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateStepResponse) => void): grpc.ClientUnaryCall;
    public validateStep(request: plugin_v1_plugin_pb.ValidateStepRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateStepResponse) => void): grpc.ClientUnaryCall;
    public validateStep(request: plugin_v1_plugin_pb.ValidateStepRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ValidateStepResponse) => void): grpc.ClientUnaryCall;
}

interface IStepTypeServiceService extends grpc.ServiceDefinition<grpc.UntypedServiceImplementation> {
    listStepTypes: IStepTypeServiceService_IListStepTypes;
    executeStep: IStepTypeServiceService_IExecuteStep;
}

interface IStepTypeServiceService_IListStepTypes extends grpc.MethodDefinition<plugin_v1_plugin_pb.ListStepTypesRequest, plugin_v1_plugin_pb.ListStepTypesResponse> {
    path: "/plugin.v1.StepTypeService/ListStepTypes";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_plugin_pb.ListStepTypesRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ListStepTypesRequest>;
    responseSerialize: grpc.serialize<plugin_v1_plugin_pb.ListStepTypesResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ListStepTypesResponse>;
}
interface IStepTypeServiceService_IExecuteStep extends grpc.MethodDefinition<plugin_v1_plugin_pb.ExecuteStepRequest, plugin_v1_plugin_pb.ExecuteStepResponse> {
    path: "/plugin.v1.StepTypeService/ExecuteStep";
    requestStream: false;
    responseStream: false;
    requestSerialize: grpc.serialize<plugin_v1_plugin_pb.ExecuteStepRequest>;
    requestDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ExecuteStepRequest>;
    responseSerialize: grpc.serialize<plugin_v1_plugin_pb.ExecuteStepResponse>;
    responseDeserialize: grpc.deserialize<plugin_v1_plugin_pb.ExecuteStepResponse>;
}

export const StepTypeServiceService: IStepTypeServiceService;

export interface IStepTypeServiceServer extends grpc.UntypedServiceImplementation {
    listStepTypes: grpc.handleUnaryCall<plugin_v1_plugin_pb.ListStepTypesRequest, plugin_v1_plugin_pb.ListStepTypesResponse>;
    executeStep: grpc.handleUnaryCall<plugin_v1_plugin_pb.ExecuteStepRequest, plugin_v1_plugin_pb.ExecuteStepResponse>;
}

export interface IStepTypeServiceClient {
    listStepTypes(request: plugin_v1_plugin_pb.ListStepTypesRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListStepTypesResponse) => void): grpc.ClientUnaryCall;
    listStepTypes(request: plugin_v1_plugin_pb.ListStepTypesRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListStepTypesResponse) => void): grpc.ClientUnaryCall;
    listStepTypes(request: plugin_v1_plugin_pb.ListStepTypesRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListStepTypesResponse) => void): grpc.ClientUnaryCall;
    executeStep(request: plugin_v1_plugin_pb.ExecuteStepRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteStepResponse) => void): grpc.ClientUnaryCall;
    executeStep(request: plugin_v1_plugin_pb.ExecuteStepRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteStepResponse) => void): grpc.ClientUnaryCall;
    executeStep(request: plugin_v1_plugin_pb.ExecuteStepRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteStepResponse) => void): grpc.ClientUnaryCall;
}

export class StepTypeServiceClient extends grpc.Client implements IStepTypeServiceClient {
    constructor(address: string, credentials: grpc.ChannelCredentials, options?: Partial<grpc.ClientOptions>);
    public listStepTypes(request: plugin_v1_plugin_pb.ListStepTypesRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListStepTypesResponse) => void): grpc.ClientUnaryCall;
    public listStepTypes(request: plugin_v1_plugin_pb.ListStepTypesRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListStepTypesResponse) => void): grpc.ClientUnaryCall;
    public listStepTypes(request: plugin_v1_plugin_pb.ListStepTypesRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ListStepTypesResponse) => void): grpc.ClientUnaryCall;
    public executeStep(request: plugin_v1_plugin_pb.ExecuteStepRequest, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteStepResponse) => void): grpc.ClientUnaryCall;
    public executeStep(request: plugin_v1_plugin_pb.ExecuteStepRequest, metadata: grpc.Metadata, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteStepResponse) => void): grpc.ClientUnaryCall;
    public executeStep(request: plugin_v1_plugin_pb.ExecuteStepRequest, metadata: grpc.Metadata, options: Partial<grpc.CallOptions>, callback: (error: grpc.ServiceError | null, response: plugin_v1_plugin_pb.ExecuteStepResponse) => void): grpc.ClientUnaryCall;
}
