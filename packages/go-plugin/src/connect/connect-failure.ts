import type { StatusObject } from '@grpc/grpc-js';
import { ConnectError, type Code } from '@connectrpc/connect';
import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { AnySchema } from '@bufbuild/protobuf/wkt';
import { appendMetadata } from './header-metadata.js';

/** Where gRPC puts a google.rpc.Status with the details of an error. */
const detailsKey = 'grpc-status-details-bin';
/** The field `details` of google.rpc.Status. */
const detailsField = 3;

/**
 * The error of a call that ended with this status. Its cause is what a grpc-js client would have got, from which `classifyCallFailure` tells who
 * decided the status.
 * @param header of the answer, as far as it came
 */
export function connectFailure(result: StatusObject, header: Headers): ConnectError {
  const { code, details, metadata } = result;
  const both = new Headers(header);
  appendMetadata(both, metadata);
  const cause = Object.assign(new Error(`${code}: ${details}`), result);
  // gRPC's and Connect's codes are the same numbers.
  const error = new ConnectError(details, code as number as Code, both, undefined, cause);
  const [bytes] = metadata.get(detailsKey);
  if (bytes instanceof Uint8Array) error.details = readDetails(bytes);
  return error;
}

/** The details in a google.rpc.Status. Malformed ones must not hide the status that they came with, and are left out. */
function readDetails(bytes: Uint8Array): ConnectError['details'] {
  const details: ConnectError['details'] = [];
  try {
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      if (field !== detailsField || wireType !== WireType.LengthDelimited) {
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
