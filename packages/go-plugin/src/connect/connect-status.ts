import { status, type Metadata, type StatusObject } from '@grpc/grpc-js';
import { Code, ConnectError } from '@connectrpc/connect';
import { create, fromBinary } from '@bufbuild/protobuf';
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { anyPack, AnySchema } from '@bufbuild/protobuf/wkt';
import { statusOfNumber } from '../channel/status-mapping.js';
import { appendMetadata, sendableMetadata } from './header-metadata.js';

/** Connect's codes, by the numbers that gRPC gives them, too. */
const codes: ReadonlyMap<number, Code> = new Map(
  Object.values(Code)
    .filter((value): value is Code => typeof value === 'number')
    .map((code) => [code, code]),
);

/** Where gRPC puts a google.rpc.Status with the details of an error. */
const detailsKey = 'grpc-status-details-bin';
/** The fields of google.rpc.Status. */
const statusField = { code: 1, message: 2, details: 3 } as const;
/** The fields of google.protobuf.Any. */
const anyField = { typeUrl: 1, value: 2 } as const;

type Details = ConnectError['details'];

/**
 * The error of a call that ended with this status. Its cause is what a grpc-js client would have got, from which `classifyCallFailure` tells who
 * decided the status.
 * @param header of the answer, as far as it came
 */
export function connectErrorOf(result: StatusObject, header: Headers): ConnectError {
  const { code, details, metadata } = result;
  const both = new Headers(header);
  appendMetadata(both, metadata);
  const cause = Object.assign(new Error(`${code}: ${details}`), result);
  const error = new ConnectError(details, codes.get(code) ?? Code.Unknown, both, undefined, cause);
  error.isWireError = true;
  const [bytes] = metadata.get(detailsKey);
  if (bytes instanceof Uint8Array) error.details = readDetails(bytes);
  return error;
}

/** What a handler of grpc-js ends a call with. */
export interface HandlerFailure {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
}

/**
 * The status of a call whose implementation failed. The caller learns nothing about an error of another class than Connect's, because its message may be a secret.
 * @param trailer what the implementation has set
 */
export function statusOfConnectError(failure: unknown, trailer: Headers): HandlerFailure {
  const known = failure instanceof ConnectError;
  const error = known ? failure : new ConnectError('internal error', Code.Internal);
  const both = new Headers(trailer);
  // What another server has answered is relayed as code, message and details alone.
  if (!error.isWireError) error.metadata.forEach((value, name) => both.append(name, value));
  const metadata = sendableMetadata(both);
  if (error.details.length > 0) metadata.set(detailsKey, Buffer.from(writeStatus(error)));
  return { code: statusOfNumber(error.code) ?? status.UNKNOWN, details: error.rawMessage, metadata };
}

function writeStatus({ code, rawMessage, details }: ConnectError): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(statusField.code, WireType.Varint).int32(code);
  writer.tag(statusField.message, WireType.LengthDelimited).string(rawMessage);
  for (const detail of details) {
    const { typeUrl, value } =
      'desc' in detail
        ? anyPack(detail.desc, create(detail.desc, detail.value))
        : { typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value };
    writer.tag(statusField.details, WireType.LengthDelimited).fork();
    writer.tag(anyField.typeUrl, WireType.LengthDelimited).string(typeUrl);
    writer.tag(anyField.value, WireType.LengthDelimited).bytes(value);
    writer.join();
  }
  return writer.finish();
}

/** The details in a google.rpc.Status. Malformed ones must not hide the status that they came with, and are left out. */
function readDetails(bytes: Uint8Array): Details {
  const details: Details = [];
  try {
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      if (field !== statusField.details || wireType !== WireType.LengthDelimited) {
        reader.skip(wireType, field);
        continue;
      }
      const { typeUrl, value } = fromBinary(AnySchema, reader.bytes());
      details.push({ type: typeUrl.slice(typeUrl.lastIndexOf('/') + 1), value });
    }
  } catch {
    return [];
  }
  return details;
}
