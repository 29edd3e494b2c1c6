// package: plugin.v1
// file: plugin/v1/plugin.proto

/* tslint:disable */
/* eslint-disable */

import * as jspb from "google-protobuf";

export class GetInfoRequest extends jspb.Message { 

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): GetInfoRequest.AsObject;
    static toObject(includeInstance: boolean, msg: GetInfoRequest): GetInfoRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: GetInfoRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): GetInfoRequest;
    static deserializeBinaryFromReader(message: GetInfoRequest, reader: jspb.BinaryReader): GetInfoRequest;
}

export namespace GetInfoRequest {
    export type AsObject = {
    }
}

export class GetInfoResponse extends jspb.Message { 
    getName(): string;
    setName(value: string): GetInfoResponse;
    getVersion(): string;
    setVersion(value: string): GetInfoResponse;
    getDescription(): string;
    setDescription(value: string): GetInfoResponse;
    clearCapabilitiesList(): void;
    getCapabilitiesList(): Array<string>;
    setCapabilitiesList(value: Array<string>): GetInfoResponse;
    addCapabilities(value: string, index?: number): string;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): GetInfoResponse.AsObject;
    static toObject(includeInstance: boolean, msg: GetInfoResponse): GetInfoResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: GetInfoResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): GetInfoResponse;
    static deserializeBinaryFromReader(message: GetInfoResponse, reader: jspb.BinaryReader): GetInfoResponse;
}

export namespace GetInfoResponse {
    export type AsObject = {
        name: string,
        version: string,
        description: string,
        capabilitiesList: Array<string>,
    }
}

export class InitRequest extends jspb.Message { 

    getConfigMap(): jspb.Map<string, Uint8Array | string>;
    clearConfigMap(): void;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): InitRequest.AsObject;
    static toObject(includeInstance: boolean, msg: InitRequest): InitRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: InitRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): InitRequest;
    static deserializeBinaryFromReader(message: InitRequest, reader: jspb.BinaryReader): InitRequest;
}

export namespace InitRequest {
    export type AsObject = {

        configMap: Array<[string, Uint8Array | string]>,
    }
}

export class InitResponse extends jspb.Message { 

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): InitResponse.AsObject;
    static toObject(includeInstance: boolean, msg: InitResponse): InitResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: InitResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): InitResponse;
    static deserializeBinaryFromReader(message: InitResponse, reader: jspb.BinaryReader): InitResponse;
}

export namespace InitResponse {
    export type AsObject = {
    }
}

export class ShutdownRequest extends jspb.Message { 

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ShutdownRequest.AsObject;
    static toObject(includeInstance: boolean, msg: ShutdownRequest): ShutdownRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ShutdownRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ShutdownRequest;
    static deserializeBinaryFromReader(message: ShutdownRequest, reader: jspb.BinaryReader): ShutdownRequest;
}

export namespace ShutdownRequest {
    export type AsObject = {
    }
}

export class ShutdownResponse extends jspb.Message { 

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ShutdownResponse.AsObject;
    static toObject(includeInstance: boolean, msg: ShutdownResponse): ShutdownResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ShutdownResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ShutdownResponse;
    static deserializeBinaryFromReader(message: ShutdownResponse, reader: jspb.BinaryReader): ShutdownResponse;
}

export namespace ShutdownResponse {
    export type AsObject = {
    }
}

export class ListOperationsRequest extends jspb.Message { 

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ListOperationsRequest.AsObject;
    static toObject(includeInstance: boolean, msg: ListOperationsRequest): ListOperationsRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ListOperationsRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ListOperationsRequest;
    static deserializeBinaryFromReader(message: ListOperationsRequest, reader: jspb.BinaryReader): ListOperationsRequest;
}

export namespace ListOperationsRequest {
    export type AsObject = {
    }
}

export class ListOperationsResponse extends jspb.Message { 
    clearOperationsList(): void;
    getOperationsList(): Array<OperationSchema>;
    setOperationsList(value: Array<OperationSchema>): ListOperationsResponse;
    addOperations(value?: OperationSchema, index?: number): OperationSchema;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ListOperationsResponse.AsObject;
    static toObject(includeInstance: boolean, msg: ListOperationsResponse): ListOperationsResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ListOperationsResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ListOperationsResponse;
    static deserializeBinaryFromReader(message: ListOperationsResponse, reader: jspb.BinaryReader): ListOperationsResponse;
}

export namespace ListOperationsResponse {
    export type AsObject = {
        operationsList: Array<OperationSchema.AsObject>,
    }
}

export class GetOperationRequest extends jspb.Message { 
    getName(): string;
    setName(value: string): GetOperationRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): GetOperationRequest.AsObject;
    static toObject(includeInstance: boolean, msg: GetOperationRequest): GetOperationRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: GetOperationRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): GetOperationRequest;
    static deserializeBinaryFromReader(message: GetOperationRequest, reader: jspb.BinaryReader): GetOperationRequest;
}

export namespace GetOperationRequest {
    export type AsObject = {
        name: string,
    }
}

export class GetOperationResponse extends jspb.Message { 

    hasOperation(): boolean;
    clearOperation(): void;
    getOperation(): OperationSchema | undefined;
    setOperation(value?: OperationSchema): GetOperationResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): GetOperationResponse.AsObject;
    static toObject(includeInstance: boolean, msg: GetOperationResponse): GetOperationResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: GetOperationResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): GetOperationResponse;
    static deserializeBinaryFromReader(message: GetOperationResponse, reader: jspb.BinaryReader): GetOperationResponse;
}

export namespace GetOperationResponse {
    export type AsObject = {
        operation?: OperationSchema.AsObject,
    }
}

export class OperationSchema extends jspb.Message { 
    getName(): string;
    setName(value: string): OperationSchema;
    getDescription(): string;
    setDescription(value: string): OperationSchema;
    clearInputsList(): void;
    getInputsList(): Array<InputSchema>;
    setInputsList(value: Array<InputSchema>): OperationSchema;
    addInputs(value?: InputSchema, index?: number): InputSchema;
    clearOutputsList(): void;
    getOutputsList(): Array<OutputSchema>;
    setOutputsList(value: Array<OutputSchema>): OperationSchema;
    addOutputs(value?: OutputSchema, index?: number): OutputSchema;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): OperationSchema.AsObject;
    static toObject(includeInstance: boolean, msg: OperationSchema): OperationSchema.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: OperationSchema, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): OperationSchema;
    static deserializeBinaryFromReader(message: OperationSchema, reader: jspb.BinaryReader): OperationSchema;
}

export namespace OperationSchema {
    export type AsObject = {
        name: string,
        description: string,
        inputsList: Array<InputSchema.AsObject>,
        outputsList: Array<OutputSchema.AsObject>,
    }
}

export class InputSchema extends jspb.Message { 
    getName(): string;
    setName(value: string): InputSchema;
    getType(): string;
    setType(value: string): InputSchema;
    getRequired(): boolean;
    setRequired(value: boolean): InputSchema;
    getDefault(): string;
    setDefault(value: string): InputSchema;
    getDescription(): string;
    setDescription(value: string): InputSchema;
    getValidation(): string;
    setValidation(value: string): InputSchema;
    getSecret(): boolean;
    setSecret(value: boolean): InputSchema;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): InputSchema.AsObject;
    static toObject(includeInstance: boolean, msg: InputSchema): InputSchema.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: InputSchema, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): InputSchema;
    static deserializeBinaryFromReader(message: InputSchema, reader: jspb.BinaryReader): InputSchema;
}

export namespace InputSchema {
    export type AsObject = {
        name: string,
        type: string,
        required: boolean,
        pb_default: string,
        description: string,
        validation: string,
        secret: boolean,
    }
}

export class OutputSchema extends jspb.Message { 
    getName(): string;
    setName(value: string): OutputSchema;
    getType(): string;
    setType(value: string): OutputSchema;
    getDescription(): string;
    setDescription(value: string): OutputSchema;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): OutputSchema.AsObject;
    static toObject(includeInstance: boolean, msg: OutputSchema): OutputSchema.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: OutputSchema, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): OutputSchema;
    static deserializeBinaryFromReader(message: OutputSchema, reader: jspb.BinaryReader): OutputSchema;
}

export namespace OutputSchema {
    export type AsObject = {
        name: string,
        type: string,
        description: string,
    }
}

export class ExecuteRequest extends jspb.Message { 
    getOperation(): string;
    setOperation(value: string): ExecuteRequest;

    getInputsMap(): jspb.Map<string, Uint8Array | string>;
    clearInputsMap(): void;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ExecuteRequest.AsObject;
    static toObject(includeInstance: boolean, msg: ExecuteRequest): ExecuteRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ExecuteRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ExecuteRequest;
    static deserializeBinaryFromReader(message: ExecuteRequest, reader: jspb.BinaryReader): ExecuteRequest;
}

export namespace ExecuteRequest {
    export type AsObject = {
        operation: string,

        inputsMap: Array<[string, Uint8Array | string]>,
    }
}

export class ExecuteResponse extends jspb.Message { 
    getSuccess(): boolean;
    setSuccess(value: boolean): ExecuteResponse;
    getOutput(): string;
    setOutput(value: string): ExecuteResponse;

    getDataMap(): jspb.Map<string, Uint8Array | string>;
    clearDataMap(): void;
    getError(): string;
    setError(value: string): ExecuteResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ExecuteResponse.AsObject;
    static toObject(includeInstance: boolean, msg: ExecuteResponse): ExecuteResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ExecuteResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ExecuteResponse;
    static deserializeBinaryFromReader(message: ExecuteResponse, reader: jspb.BinaryReader): ExecuteResponse;
}

export namespace ExecuteResponse {
    export type AsObject = {
        success: boolean,
        output: string,

        dataMap: Array<[string, Uint8Array | string]>,
        error: string,
    }
}

export class ValidateWorkflowRequest extends jspb.Message { 
    getWorkflowJson(): Uint8Array | string;
    getWorkflowJson_asU8(): Uint8Array;
    getWorkflowJson_asB64(): string;
    setWorkflowJson(value: Uint8Array | string): ValidateWorkflowRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ValidateWorkflowRequest.AsObject;
    static toObject(includeInstance: boolean, msg: ValidateWorkflowRequest): ValidateWorkflowRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ValidateWorkflowRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ValidateWorkflowRequest;
    static deserializeBinaryFromReader(message: ValidateWorkflowRequest, reader: jspb.BinaryReader): ValidateWorkflowRequest;
}

export namespace ValidateWorkflowRequest {
    export type AsObject = {
        workflowJson: Uint8Array | string,
    }
}

export class ValidateWorkflowResponse extends jspb.Message { 
    clearIssuesList(): void;
    getIssuesList(): Array<ValidationIssue>;
    setIssuesList(value: Array<ValidationIssue>): ValidateWorkflowResponse;
    addIssues(value?: ValidationIssue, index?: number): ValidationIssue;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ValidateWorkflowResponse.AsObject;
    static toObject(includeInstance: boolean, msg: ValidateWorkflowResponse): ValidateWorkflowResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ValidateWorkflowResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ValidateWorkflowResponse;
    static deserializeBinaryFromReader(message: ValidateWorkflowResponse, reader: jspb.BinaryReader): ValidateWorkflowResponse;
}

export namespace ValidateWorkflowResponse {
    export type AsObject = {
        issuesList: Array<ValidationIssue.AsObject>,
    }
}

export class ValidateStepRequest extends jspb.Message { 
    getWorkflowJson(): Uint8Array | string;
    getWorkflowJson_asU8(): Uint8Array;
    getWorkflowJson_asB64(): string;
    setWorkflowJson(value: Uint8Array | string): ValidateStepRequest;
    getStepName(): string;
    setStepName(value: string): ValidateStepRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ValidateStepRequest.AsObject;
    static toObject(includeInstance: boolean, msg: ValidateStepRequest): ValidateStepRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ValidateStepRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ValidateStepRequest;
    static deserializeBinaryFromReader(message: ValidateStepRequest, reader: jspb.BinaryReader): ValidateStepRequest;
}

export namespace ValidateStepRequest {
    export type AsObject = {
        workflowJson: Uint8Array | string,
        stepName: string,
    }
}

export class ValidateStepResponse extends jspb.Message { 
    clearIssuesList(): void;
    getIssuesList(): Array<ValidationIssue>;
    setIssuesList(value: Array<ValidationIssue>): ValidateStepResponse;
    addIssues(value?: ValidationIssue, index?: number): ValidationIssue;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ValidateStepResponse.AsObject;
    static toObject(includeInstance: boolean, msg: ValidateStepResponse): ValidateStepResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ValidateStepResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ValidateStepResponse;
    static deserializeBinaryFromReader(message: ValidateStepResponse, reader: jspb.BinaryReader): ValidateStepResponse;
}

export namespace ValidateStepResponse {
    export type AsObject = {
        issuesList: Array<ValidationIssue.AsObject>,
    }
}

export class ValidationIssue extends jspb.Message { 
    getSeverity(): Severity;
    setSeverity(value: Severity): ValidationIssue;
    getMessage(): string;
    setMessage(value: string): ValidationIssue;
    getStep(): string;
    setStep(value: string): ValidationIssue;
    getField(): string;
    setField(value: string): ValidationIssue;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ValidationIssue.AsObject;
    static toObject(includeInstance: boolean, msg: ValidationIssue): ValidationIssue.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ValidationIssue, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ValidationIssue;
    static deserializeBinaryFromReader(message: ValidationIssue, reader: jspb.BinaryReader): ValidationIssue;
}

export namespace ValidationIssue {
    export type AsObject = {
        severity: Severity,
        message: string,
        step: string,
        field: string,
    }
}

export class ListStepTypesRequest extends jspb.Message { 

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ListStepTypesRequest.AsObject;
    static toObject(includeInstance: boolean, msg: ListStepTypesRequest): ListStepTypesRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ListStepTypesRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ListStepTypesRequest;
    static deserializeBinaryFromReader(message: ListStepTypesRequest, reader: jspb.BinaryReader): ListStepTypesRequest;
}

export namespace ListStepTypesRequest {
    export type AsObject = {
    }
}

export class ListStepTypesResponse extends jspb.Message { 
    clearStepTypesList(): void;
    getStepTypesList(): Array<StepTypeInfo>;
    setStepTypesList(value: Array<StepTypeInfo>): ListStepTypesResponse;
    addStepTypes(value?: StepTypeInfo, index?: number): StepTypeInfo;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ListStepTypesResponse.AsObject;
    static toObject(includeInstance: boolean, msg: ListStepTypesResponse): ListStepTypesResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ListStepTypesResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ListStepTypesResponse;
    static deserializeBinaryFromReader(message: ListStepTypesResponse, reader: jspb.BinaryReader): ListStepTypesResponse;
}

export namespace ListStepTypesResponse {
    export type AsObject = {
        stepTypesList: Array<StepTypeInfo.AsObject>,
    }
}

export class StepTypeInfo extends jspb.Message { 
    getName(): string;
    setName(value: string): StepTypeInfo;
    getDescription(): string;
    setDescription(value: string): StepTypeInfo;
    clearConfigList(): void;
    getConfigList(): Array<InputSchema>;
    setConfigList(value: Array<InputSchema>): StepTypeInfo;
    addConfig(value?: InputSchema, index?: number): InputSchema;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): StepTypeInfo.AsObject;
    static toObject(includeInstance: boolean, msg: StepTypeInfo): StepTypeInfo.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: StepTypeInfo, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): StepTypeInfo;
    static deserializeBinaryFromReader(message: StepTypeInfo, reader: jspb.BinaryReader): StepTypeInfo;
}

export namespace StepTypeInfo {
    export type AsObject = {
        name: string,
        description: string,
        configList: Array<InputSchema.AsObject>,
    }
}

export class ExecuteStepRequest extends jspb.Message { 
    getStepName(): string;
    setStepName(value: string): ExecuteStepRequest;
    getStepType(): string;
    setStepType(value: string): ExecuteStepRequest;
    getConfig(): Uint8Array | string;
    getConfig_asU8(): Uint8Array;
    getConfig_asB64(): string;
    setConfig(value: Uint8Array | string): ExecuteStepRequest;
    getInputs(): Uint8Array | string;
    getInputs_asU8(): Uint8Array;
    getInputs_asB64(): string;
    setInputs(value: Uint8Array | string): ExecuteStepRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ExecuteStepRequest.AsObject;
    static toObject(includeInstance: boolean, msg: ExecuteStepRequest): ExecuteStepRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ExecuteStepRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ExecuteStepRequest;
    static deserializeBinaryFromReader(message: ExecuteStepRequest, reader: jspb.BinaryReader): ExecuteStepRequest;
}

export namespace ExecuteStepRequest {
    export type AsObject = {
        stepName: string,
        stepType: string,
        config: Uint8Array | string,
        inputs: Uint8Array | string,
    }
}

export class ExecuteStepResponse extends jspb.Message { 
    getOutput(): string;
    setOutput(value: string): ExecuteStepResponse;
    getData(): Uint8Array | string;
    getData_asU8(): Uint8Array;
    getData_asB64(): string;
    setData(value: Uint8Array | string): ExecuteStepResponse;
    getExitCode(): number;
    setExitCode(value: number): ExecuteStepResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ExecuteStepResponse.AsObject;
    static toObject(includeInstance: boolean, msg: ExecuteStepResponse): ExecuteStepResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ExecuteStepResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ExecuteStepResponse;
    static deserializeBinaryFromReader(message: ExecuteStepResponse, reader: jspb.BinaryReader): ExecuteStepResponse;
}

export namespace ExecuteStepResponse {
    export type AsObject = {
        output: string,
        data: Uint8Array | string,
        exitCode: number,
    }
}

export enum Severity {
    SEVERITY_UNSPECIFIED = 0,
    SEVERITY_WARNING = 1,
    SEVERITY_ERROR = 2,
    SEVERITY_INFO = 3,
}
