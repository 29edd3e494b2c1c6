// package: grpc.testing
// file: grpc_testing.proto

/* tslint:disable */
/* eslint-disable */

import * as jspb from "google-protobuf";

export class Empty extends jspb.Message { 

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): Empty.AsObject;
    static toObject(includeInstance: boolean, msg: Empty): Empty.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: Empty, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): Empty;
    static deserializeBinaryFromReader(message: Empty, reader: jspb.BinaryReader): Empty;
}

export namespace Empty {
    export type AsObject = {
    }
}

export class BoolValue extends jspb.Message { 
    getValue(): boolean;
    setValue(value: boolean): BoolValue;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): BoolValue.AsObject;
    static toObject(includeInstance: boolean, msg: BoolValue): BoolValue.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: BoolValue, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): BoolValue;
    static deserializeBinaryFromReader(message: BoolValue, reader: jspb.BinaryReader): BoolValue;
}

export namespace BoolValue {
    export type AsObject = {
        value: boolean,
    }
}

export class Payload extends jspb.Message { 
    getBody(): Uint8Array | string;
    getBody_asU8(): Uint8Array;
    getBody_asB64(): string;
    setBody(value: Uint8Array | string): Payload;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): Payload.AsObject;
    static toObject(includeInstance: boolean, msg: Payload): Payload.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: Payload, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): Payload;
    static deserializeBinaryFromReader(message: Payload, reader: jspb.BinaryReader): Payload;
}

export namespace Payload {
    export type AsObject = {
        body: Uint8Array | string,
    }
}

export class EchoStatus extends jspb.Message { 
    getCode(): number;
    setCode(value: number): EchoStatus;
    getMessage(): string;
    setMessage(value: string): EchoStatus;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): EchoStatus.AsObject;
    static toObject(includeInstance: boolean, msg: EchoStatus): EchoStatus.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: EchoStatus, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): EchoStatus;
    static deserializeBinaryFromReader(message: EchoStatus, reader: jspb.BinaryReader): EchoStatus;
}

export namespace EchoStatus {
    export type AsObject = {
        code: number,
        message: string,
    }
}

export class SimpleRequest extends jspb.Message { 
    getResponseSize(): number;
    setResponseSize(value: number): SimpleRequest;

    hasPayload(): boolean;
    clearPayload(): void;
    getPayload(): Payload | undefined;
    setPayload(value?: Payload): SimpleRequest;

    hasResponseCompressed(): boolean;
    clearResponseCompressed(): void;
    getResponseCompressed(): BoolValue | undefined;
    setResponseCompressed(value?: BoolValue): SimpleRequest;

    hasResponseStatus(): boolean;
    clearResponseStatus(): void;
    getResponseStatus(): EchoStatus | undefined;
    setResponseStatus(value?: EchoStatus): SimpleRequest;

    hasExpectCompressed(): boolean;
    clearExpectCompressed(): void;
    getExpectCompressed(): BoolValue | undefined;
    setExpectCompressed(value?: BoolValue): SimpleRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): SimpleRequest.AsObject;
    static toObject(includeInstance: boolean, msg: SimpleRequest): SimpleRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: SimpleRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): SimpleRequest;
    static deserializeBinaryFromReader(message: SimpleRequest, reader: jspb.BinaryReader): SimpleRequest;
}

export namespace SimpleRequest {
    export type AsObject = {
        responseSize: number,
        payload?: Payload.AsObject,
        responseCompressed?: BoolValue.AsObject,
        responseStatus?: EchoStatus.AsObject,
        expectCompressed?: BoolValue.AsObject,
    }
}

export class SimpleResponse extends jspb.Message { 

    hasPayload(): boolean;
    clearPayload(): void;
    getPayload(): Payload | undefined;
    setPayload(value?: Payload): SimpleResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): SimpleResponse.AsObject;
    static toObject(includeInstance: boolean, msg: SimpleResponse): SimpleResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: SimpleResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): SimpleResponse;
    static deserializeBinaryFromReader(message: SimpleResponse, reader: jspb.BinaryReader): SimpleResponse;
}

export namespace SimpleResponse {
    export type AsObject = {
        payload?: Payload.AsObject,
    }
}

export class StreamingInputCallRequest extends jspb.Message { 

    hasPayload(): boolean;
    clearPayload(): void;
    getPayload(): Payload | undefined;
    setPayload(value?: Payload): StreamingInputCallRequest;

    hasExpectCompressed(): boolean;
    clearExpectCompressed(): void;
    getExpectCompressed(): BoolValue | undefined;
    setExpectCompressed(value?: BoolValue): StreamingInputCallRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): StreamingInputCallRequest.AsObject;
    static toObject(includeInstance: boolean, msg: StreamingInputCallRequest): StreamingInputCallRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: StreamingInputCallRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): StreamingInputCallRequest;
    static deserializeBinaryFromReader(message: StreamingInputCallRequest, reader: jspb.BinaryReader): StreamingInputCallRequest;
}

export namespace StreamingInputCallRequest {
    export type AsObject = {
        payload?: Payload.AsObject,
        expectCompressed?: BoolValue.AsObject,
    }
}

export class StreamingInputCallResponse extends jspb.Message { 
    getAggregatedPayloadSize(): number;
    setAggregatedPayloadSize(value: number): StreamingInputCallResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): StreamingInputCallResponse.AsObject;
    static toObject(includeInstance: boolean, msg: StreamingInputCallResponse): StreamingInputCallResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: StreamingInputCallResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): StreamingInputCallResponse;
    static deserializeBinaryFromReader(message: StreamingInputCallResponse, reader: jspb.BinaryReader): StreamingInputCallResponse;
}

export namespace StreamingInputCallResponse {
    export type AsObject = {
        aggregatedPayloadSize: number,
    }
}

export class ResponseParameters extends jspb.Message { 
    getSize(): number;
    setSize(value: number): ResponseParameters;
    getIntervalUs(): number;
    setIntervalUs(value: number): ResponseParameters;

    hasCompressed(): boolean;
    clearCompressed(): void;
    getCompressed(): BoolValue | undefined;
    setCompressed(value?: BoolValue): ResponseParameters;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ResponseParameters.AsObject;
    static toObject(includeInstance: boolean, msg: ResponseParameters): ResponseParameters.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ResponseParameters, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ResponseParameters;
    static deserializeBinaryFromReader(message: ResponseParameters, reader: jspb.BinaryReader): ResponseParameters;
}

export namespace ResponseParameters {
    export type AsObject = {
        size: number,
        intervalUs: number,
        compressed?: BoolValue.AsObject,
    }
}

export class StreamingOutputCallRequest extends jspb.Message { 
    clearResponseParametersList(): void;
    getResponseParametersList(): Array<ResponseParameters>;
    setResponseParametersList(value: Array<ResponseParameters>): StreamingOutputCallRequest;
    addResponseParameters(value?: ResponseParameters, index?: number): ResponseParameters;

    hasPayload(): boolean;
    clearPayload(): void;
    getPayload(): Payload | undefined;
    setPayload(value?: Payload): StreamingOutputCallRequest;

    hasResponseStatus(): boolean;
    clearResponseStatus(): void;
    getResponseStatus(): EchoStatus | undefined;
    setResponseStatus(value?: EchoStatus): StreamingOutputCallRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): StreamingOutputCallRequest.AsObject;
    static toObject(includeInstance: boolean, msg: StreamingOutputCallRequest): StreamingOutputCallRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: StreamingOutputCallRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): StreamingOutputCallRequest;
    static deserializeBinaryFromReader(message: StreamingOutputCallRequest, reader: jspb.BinaryReader): StreamingOutputCallRequest;
}

export namespace StreamingOutputCallRequest {
    export type AsObject = {
        responseParametersList: Array<ResponseParameters.AsObject>,
        payload?: Payload.AsObject,
        responseStatus?: EchoStatus.AsObject,
    }
}

export class StreamingOutputCallResponse extends jspb.Message { 

    hasPayload(): boolean;
    clearPayload(): void;
    getPayload(): Payload | undefined;
    setPayload(value?: Payload): StreamingOutputCallResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): StreamingOutputCallResponse.AsObject;
    static toObject(includeInstance: boolean, msg: StreamingOutputCallResponse): StreamingOutputCallResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: StreamingOutputCallResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): StreamingOutputCallResponse;
    static deserializeBinaryFromReader(message: StreamingOutputCallResponse, reader: jspb.BinaryReader): StreamingOutputCallResponse;
}

export namespace StreamingOutputCallResponse {
    export type AsObject = {
        payload?: Payload.AsObject,
    }
}
