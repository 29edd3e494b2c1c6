// package: plugin
// file: go_plugin/broker.proto

/* tslint:disable */
/* eslint-disable */

import * as jspb from "google-protobuf";

export class ConnInfo extends jspb.Message { 
    getServiceId(): number;
    setServiceId(value: number): ConnInfo;
    getNetwork(): string;
    setNetwork(value: string): ConnInfo;
    getAddress(): string;
    setAddress(value: string): ConnInfo;

    hasKnock(): boolean;
    clearKnock(): void;
    getKnock(): ConnInfo.Knock | undefined;
    setKnock(value?: ConnInfo.Knock): ConnInfo;

    serializeBinary(): Uint8Array;
    toObject(includeInstance?: boolean): ConnInfo.AsObject;
    static toObject(includeInstance: boolean, msg: ConnInfo): ConnInfo.AsObject;
    static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
    static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
    static serializeBinaryToWriter(message: ConnInfo, writer: jspb.BinaryWriter): void;
    static deserializeBinary(bytes: Uint8Array): ConnInfo;
    static deserializeBinaryFromReader(message: ConnInfo, reader: jspb.BinaryReader): ConnInfo;
}

export namespace ConnInfo {
    export type AsObject = {
        serviceId: number,
        network: string,
        address: string,
        knock?: ConnInfo.Knock.AsObject,
    }


    export class Knock extends jspb.Message { 
        getKnock(): boolean;
        setKnock(value: boolean): Knock;
        getAck(): boolean;
        setAck(value: boolean): Knock;
        getError(): string;
        setError(value: string): Knock;

        serializeBinary(): Uint8Array;
        toObject(includeInstance?: boolean): Knock.AsObject;
        static toObject(includeInstance: boolean, msg: Knock): Knock.AsObject;
        static extensions: {[key: number]: jspb.ExtensionFieldInfo<jspb.Message>};
        static extensionsBinary: {[key: number]: jspb.ExtensionFieldBinaryInfo<jspb.Message>};
        static serializeBinaryToWriter(message: Knock, writer: jspb.BinaryWriter): void;
        static deserializeBinary(bytes: Uint8Array): Knock;
        static deserializeBinaryFromReader(message: Knock, reader: jspb.BinaryReader): Knock;
    }

    export namespace Knock {
        export type AsObject = {
            knock: boolean,
            ack: boolean,
            error: string,
        }
    }

}
