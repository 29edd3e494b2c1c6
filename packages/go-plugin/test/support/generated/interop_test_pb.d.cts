// package: interoptest
// file: interop_test.proto

/* tslint:disable */
/* eslint-disable */

import * as jspb from "google-protobuf";

export class Done extends jspb.Message { 

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): Done.AsObject;
    static toObject(includeInstance: boolean, msg: Done): Done.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: Done, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): Done;
    static deserializeBinaryFromReader(message: Done, reader: jspb.BinaryReader): Done;
}

export namespace Done {
    export type AsObject = {
    }
}

export class DoubleRequest extends jspb.Message { 
    getNumber(): number;
    setNumber(value: number): DoubleRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): DoubleRequest.AsObject;
    static toObject(includeInstance: boolean, msg: DoubleRequest): DoubleRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: DoubleRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): DoubleRequest;
    static deserializeBinaryFromReader(message: DoubleRequest, reader: jspb.BinaryReader): DoubleRequest;
}

export namespace DoubleRequest {
    export type AsObject = {
        number: number,
    }
}

export class DoubleResponse extends jspb.Message { 
    getNumber(): number;
    setNumber(value: number): DoubleResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): DoubleResponse.AsObject;
    static toObject(includeInstance: boolean, msg: DoubleResponse): DoubleResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: DoubleResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): DoubleResponse;
    static deserializeBinaryFromReader(message: DoubleResponse, reader: jspb.BinaryReader): DoubleResponse;
}

export namespace DoubleResponse {
    export type AsObject = {
        number: number,
    }
}

export class EchoRequest extends jspb.Message { 
    getData(): Uint8Array | string;
    getData_asU8(): Uint8Array;
    getData_asB64(): string;
    setData(value: Uint8Array | string): EchoRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): EchoRequest.AsObject;
    static toObject(includeInstance: boolean, msg: EchoRequest): EchoRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: EchoRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): EchoRequest;
    static deserializeBinaryFromReader(message: EchoRequest, reader: jspb.BinaryReader): EchoRequest;
}

export namespace EchoRequest {
    export type AsObject = {
        data: Uint8Array | string,
    }
}

export class EchoResponse extends jspb.Message { 
    getData(): Uint8Array | string;
    getData_asU8(): Uint8Array;
    getData_asB64(): string;
    setData(value: Uint8Array | string): EchoResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): EchoResponse.AsObject;
    static toObject(includeInstance: boolean, msg: EchoResponse): EchoResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: EchoResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): EchoResponse;
    static deserializeBinaryFromReader(message: EchoResponse, reader: jspb.BinaryReader): EchoResponse;
}

export namespace EchoResponse {
    export type AsObject = {
        data: Uint8Array | string,
    }
}

export class LargeRequest extends jspb.Message { 
    getBytes(): number;
    setBytes(value: number): LargeRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): LargeRequest.AsObject;
    static toObject(includeInstance: boolean, msg: LargeRequest): LargeRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: LargeRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): LargeRequest;
    static deserializeBinaryFromReader(message: LargeRequest, reader: jspb.BinaryReader): LargeRequest;
}

export namespace LargeRequest {
    export type AsObject = {
        bytes: number,
    }
}

export class PrintStdioRequest extends jspb.Message { 
    getStdout(): Uint8Array | string;
    getStdout_asU8(): Uint8Array;
    getStdout_asB64(): string;
    setStdout(value: Uint8Array | string): PrintStdioRequest;
    getStderr(): Uint8Array | string;
    getStderr_asU8(): Uint8Array;
    getStderr_asB64(): string;
    setStderr(value: Uint8Array | string): PrintStdioRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): PrintStdioRequest.AsObject;
    static toObject(includeInstance: boolean, msg: PrintStdioRequest): PrintStdioRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: PrintStdioRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): PrintStdioRequest;
    static deserializeBinaryFromReader(message: PrintStdioRequest, reader: jspb.BinaryReader): PrintStdioRequest;
}

export namespace PrintStdioRequest {
    export type AsObject = {
        stdout: Uint8Array | string,
        stderr: Uint8Array | string,
    }
}

export class LogRequest extends jspb.Message { 
    getLevel(): string;
    setLevel(value: string): LogRequest;
    getMessage(): string;
    setMessage(value: string): LogRequest;

    getFieldsMap(): jspb.Map<string, string>;
    clearFieldsMap(): void;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): LogRequest.AsObject;
    static toObject(includeInstance: boolean, msg: LogRequest): LogRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: LogRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): LogRequest;
    static deserializeBinaryFromReader(message: LogRequest, reader: jspb.BinaryReader): LogRequest;
}

export namespace LogRequest {
    export type AsObject = {
        level: string,
        message: string,

        fieldsMap: Array<[string, string]>,
    }
}

export class PanicRequest extends jspb.Message { 
    getMessage(): string;
    setMessage(value: string): PanicRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): PanicRequest.AsObject;
    static toObject(includeInstance: boolean, msg: PanicRequest): PanicRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: PanicRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): PanicRequest;
    static deserializeBinaryFromReader(message: PanicRequest, reader: jspb.BinaryReader): PanicRequest;
}

export namespace PanicRequest {
    export type AsObject = {
        message: string,
    }
}

export class ExitRequest extends jspb.Message { 
    getCode(): number;
    setCode(value: number): ExitRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ExitRequest.AsObject;
    static toObject(includeInstance: boolean, msg: ExitRequest): ExitRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ExitRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ExitRequest;
    static deserializeBinaryFromReader(message: ExitRequest, reader: jspb.BinaryReader): ExitRequest;
}

export namespace ExitRequest {
    export type AsObject = {
        code: number,
    }
}

export class SleepRequest extends jspb.Message { 
    getMilliseconds(): number;
    setMilliseconds(value: number): SleepRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): SleepRequest.AsObject;
    static toObject(includeInstance: boolean, msg: SleepRequest): SleepRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: SleepRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): SleepRequest;
    static deserializeBinaryFromReader(message: SleepRequest, reader: jspb.BinaryReader): SleepRequest;
}

export namespace SleepRequest {
    export type AsObject = {
        milliseconds: number,
    }
}

export class GetEnvRequest extends jspb.Message { 
    clearNamesList(): void;
    getNamesList(): Array<string>;
    setNamesList(value: Array<string>): GetEnvRequest;
    addNames(value: string, index?: number): string;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): GetEnvRequest.AsObject;
    static toObject(includeInstance: boolean, msg: GetEnvRequest): GetEnvRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: GetEnvRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): GetEnvRequest;
    static deserializeBinaryFromReader(message: GetEnvRequest, reader: jspb.BinaryReader): GetEnvRequest;
}

export namespace GetEnvRequest {
    export type AsObject = {
        namesList: Array<string>,
    }
}

export class GetEnvResponse extends jspb.Message { 

    getValuesMap(): jspb.Map<string, string>;
    clearValuesMap(): void;
    clearArgumentsList(): void;
    getArgumentsList(): Array<string>;
    setArgumentsList(value: Array<string>): GetEnvResponse;
    addArguments(value: string, index?: number): string;
    getPid(): number;
    setPid(value: number): GetEnvResponse;
    getProtocolVersion(): number;
    setProtocolVersion(value: number): GetEnvResponse;
    getWorkingDirectory(): string;
    setWorkingDirectory(value: string): GetEnvResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): GetEnvResponse.AsObject;
    static toObject(includeInstance: boolean, msg: GetEnvResponse): GetEnvResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: GetEnvResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): GetEnvResponse;
    static deserializeBinaryFromReader(message: GetEnvResponse, reader: jspb.BinaryReader): GetEnvResponse;
}

export namespace GetEnvResponse {
    export type AsObject = {

        valuesMap: Array<[string, string]>,
        argumentsList: Array<string>,
        pid: number,
        protocolVersion: number,
        workingDirectory: string,
    }
}

export class ServerStreamRequest extends jspb.Message { 
    getCount(): number;
    setCount(value: number): ServerStreamRequest;
    getSize(): number;
    setSize(value: number): ServerStreamRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ServerStreamRequest.AsObject;
    static toObject(includeInstance: boolean, msg: ServerStreamRequest): ServerStreamRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ServerStreamRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ServerStreamRequest;
    static deserializeBinaryFromReader(message: ServerStreamRequest, reader: jspb.BinaryReader): ServerStreamRequest;
}

export namespace ServerStreamRequest {
    export type AsObject = {
        count: number,
        size: number,
    }
}

export class StreamItem extends jspb.Message { 
    getNumber(): number;
    setNumber(value: number): StreamItem;
    getPadding(): Uint8Array | string;
    getPadding_asU8(): Uint8Array;
    getPadding_asB64(): string;
    setPadding(value: Uint8Array | string): StreamItem;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): StreamItem.AsObject;
    static toObject(includeInstance: boolean, msg: StreamItem): StreamItem.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: StreamItem, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): StreamItem;
    static deserializeBinaryFromReader(message: StreamItem, reader: jspb.BinaryReader): StreamItem;
}

export namespace StreamItem {
    export type AsObject = {
        number: number,
        padding: Uint8Array | string,
    }
}

export class CallBackRequest extends jspb.Message { 
    getBrokerId(): number;
    setBrokerId(value: number): CallBackRequest;
    getMessage(): string;
    setMessage(value: string): CallBackRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): CallBackRequest.AsObject;
    static toObject(includeInstance: boolean, msg: CallBackRequest): CallBackRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: CallBackRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): CallBackRequest;
    static deserializeBinaryFromReader(message: CallBackRequest, reader: jspb.BinaryReader): CallBackRequest;
}

export namespace CallBackRequest {
    export type AsObject = {
        brokerId: number,
        message: string,
    }
}

export class CallBackResponse extends jspb.Message { 
    getAnswer(): string;
    setAnswer(value: string): CallBackResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): CallBackResponse.AsObject;
    static toObject(includeInstance: boolean, msg: CallBackResponse): CallBackResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: CallBackResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): CallBackResponse;
    static deserializeBinaryFromReader(message: CallBackResponse, reader: jspb.BinaryReader): CallBackResponse;
}

export namespace CallBackResponse {
    export type AsObject = {
        answer: string,
    }
}

export class ServeRequest extends jspb.Message { 

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ServeRequest.AsObject;
    static toObject(includeInstance: boolean, msg: ServeRequest): ServeRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ServeRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ServeRequest;
    static deserializeBinaryFromReader(message: ServeRequest, reader: jspb.BinaryReader): ServeRequest;
}

export namespace ServeRequest {
    export type AsObject = {
    }
}

export class ServeResponse extends jspb.Message { 
    getBrokerId(): number;
    setBrokerId(value: number): ServeResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ServeResponse.AsObject;
    static toObject(includeInstance: boolean, msg: ServeResponse): ServeResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ServeResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ServeResponse;
    static deserializeBinaryFromReader(message: ServeResponse, reader: jspb.BinaryReader): ServeResponse;
}

export namespace ServeResponse {
    export type AsObject = {
        brokerId: number,
    }
}

export class FailRequest extends jspb.Message { 
    getCode(): number;
    setCode(value: number): FailRequest;
    getMessage(): string;
    setMessage(value: string): FailRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): FailRequest.AsObject;
    static toObject(includeInstance: boolean, msg: FailRequest): FailRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: FailRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): FailRequest;
    static deserializeBinaryFromReader(message: FailRequest, reader: jspb.BinaryReader): FailRequest;
}

export namespace FailRequest {
    export type AsObject = {
        code: number,
        message: string,
    }
}

export class PingRequest extends jspb.Message { 
    getMessage(): string;
    setMessage(value: string): PingRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): PingRequest.AsObject;
    static toObject(includeInstance: boolean, msg: PingRequest): PingRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: PingRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): PingRequest;
    static deserializeBinaryFromReader(message: PingRequest, reader: jspb.BinaryReader): PingRequest;
}

export namespace PingRequest {
    export type AsObject = {
        message: string,
    }
}

export class PingResponse extends jspb.Message { 
    getMessage(): string;
    setMessage(value: string): PingResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): PingResponse.AsObject;
    static toObject(includeInstance: boolean, msg: PingResponse): PingResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: PingResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): PingResponse;
    static deserializeBinaryFromReader(message: PingResponse, reader: jspb.BinaryReader): PingResponse;
}

export namespace PingResponse {
    export type AsObject = {
        message: string,
    }
}
