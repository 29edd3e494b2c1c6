// package: plugin.v1
// file: plugin/v1/events.proto

/* tslint:disable */
/* eslint-disable */

import * as jspb from "google-protobuf";

export class HandleEventRequest extends jspb.Message { 
    getId(): string;
    setId(value: string): HandleEventRequest;
    getType(): string;
    setType(value: string): HandleEventRequest;
    getTimestampUnixNanos(): number;
    setTimestampUnixNanos(value: number): HandleEventRequest;
    getSource(): string;
    setSource(value: string): HandleEventRequest;

    getMetadataMap(): jspb.Map<string, string>;
    clearMetadataMap(): void;
    getPayload(): Uint8Array | string;
    getPayload_asU8(): Uint8Array;
    getPayload_asB64(): string;
    setPayload(value: Uint8Array | string): HandleEventRequest;
    getPropagationDepth(): number;
    setPropagationDepth(value: number): HandleEventRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): HandleEventRequest.AsObject;
    static toObject(includeInstance: boolean, msg: HandleEventRequest): HandleEventRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: HandleEventRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): HandleEventRequest;
    static deserializeBinaryFromReader(message: HandleEventRequest, reader: jspb.BinaryReader): HandleEventRequest;
}

export namespace HandleEventRequest {
    export type AsObject = {
        id: string,
        type: string,
        timestampUnixNanos: number,
        source: string,

        metadataMap: Array<[string, string]>,
        payload: Uint8Array | string,
        propagationDepth: number,
    }
}

export class HandleEventResponse extends jspb.Message { 
    clearEmittedEventsList(): void;
    getEmittedEventsList(): Array<HandleEventRequest>;
    setEmittedEventsList(value: Array<HandleEventRequest>): HandleEventResponse;
    addEmittedEvents(value?: HandleEventRequest, index?: number): HandleEventRequest;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): HandleEventResponse.AsObject;
    static toObject(includeInstance: boolean, msg: HandleEventResponse): HandleEventResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: HandleEventResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): HandleEventResponse;
    static deserializeBinaryFromReader(message: HandleEventResponse, reader: jspb.BinaryReader): HandleEventResponse;
}

export namespace HandleEventResponse {
    export type AsObject = {
        emittedEventsList: Array<HandleEventRequest.AsObject>,
    }
}

export class EventStreamMessage extends jspb.Message { 
    getId(): string;
    setId(value: string): EventStreamMessage;
    getType(): string;
    setType(value: string): EventStreamMessage;
    getTimestampUnixNanos(): number;
    setTimestampUnixNanos(value: number): EventStreamMessage;
    getSource(): string;
    setSource(value: string): EventStreamMessage;

    getMetadataMap(): jspb.Map<string, string>;
    clearMetadataMap(): void;
    getPayload(): Uint8Array | string;
    getPayload_asU8(): Uint8Array;
    getPayload_asB64(): string;
    setPayload(value: Uint8Array | string): EventStreamMessage;
    getPropagationDepth(): number;
    setPropagationDepth(value: number): EventStreamMessage;
    getSequenceNumber(): number;
    setSequenceNumber(value: number): EventStreamMessage;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): EventStreamMessage.AsObject;
    static toObject(includeInstance: boolean, msg: EventStreamMessage): EventStreamMessage.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: EventStreamMessage, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): EventStreamMessage;
    static deserializeBinaryFromReader(message: EventStreamMessage, reader: jspb.BinaryReader): EventStreamMessage;
}

export namespace EventStreamMessage {
    export type AsObject = {
        id: string,
        type: string,
        timestampUnixNanos: number,
        source: string,

        metadataMap: Array<[string, string]>,
        payload: Uint8Array | string,
        propagationDepth: number,
        sequenceNumber: number,
    }
}

export class StreamEventsResponse extends jspb.Message { 

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): StreamEventsResponse.AsObject;
    static toObject(includeInstance: boolean, msg: StreamEventsResponse): StreamEventsResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: StreamEventsResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): StreamEventsResponse;
    static deserializeBinaryFromReader(message: StreamEventsResponse, reader: jspb.BinaryReader): StreamEventsResponse;
}

export namespace StreamEventsResponse {
    export type AsObject = {
    }
}

export class EmitRequest extends jspb.Message { 
    getEventType(): string;
    setEventType(value: string): EmitRequest;
    getPayload(): Uint8Array | string;
    getPayload_asU8(): Uint8Array;
    getPayload_asB64(): string;
    setPayload(value: Uint8Array | string): EmitRequest;
    getSourcePlugin(): string;
    setSourcePlugin(value: string): EmitRequest;
    getPropagationDepth(): number;
    setPropagationDepth(value: number): EmitRequest;
    getTimestampUnixNanos(): number;
    setTimestampUnixNanos(value: number): EmitRequest;

    getMetadataMap(): jspb.Map<string, string>;
    clearMetadataMap(): void;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): EmitRequest.AsObject;
    static toObject(includeInstance: boolean, msg: EmitRequest): EmitRequest.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: EmitRequest, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): EmitRequest;
    static deserializeBinaryFromReader(message: EmitRequest, reader: jspb.BinaryReader): EmitRequest;
}

export namespace EmitRequest {
    export type AsObject = {
        eventType: string,
        payload: Uint8Array | string,
        sourcePlugin: string,
        propagationDepth: number,
        timestampUnixNanos: number,

        metadataMap: Array<[string, string]>,
    }
}

export class EmitResponse extends jspb.Message { 
    getSuccess(): boolean;
    setSuccess(value: boolean): EmitResponse;
    getErrorMessage(): string;
    setErrorMessage(value: string): EmitResponse;
    getEventId(): string;
    setEventId(value: string): EmitResponse;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): EmitResponse.AsObject;
    static toObject(includeInstance: boolean, msg: EmitResponse): EmitResponse.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: EmitResponse, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): EmitResponse;
    static deserializeBinaryFromReader(message: EmitResponse, reader: jspb.BinaryReader): EmitResponse;
}

export namespace EmitResponse {
    export type AsObject = {
        success: boolean,
        errorMessage: string,
        eventId: string,
    }
}
