import { status } from '@grpc/grpc-js';
import { errorCode, nameOfErrorCode } from '../http2/error-code.js';

/** A gRPC status without metadata. */
export interface CallStatus {
  readonly code: status;
  readonly details: string;
}

/** The status of a call whose deadline has passed, no matter which side notices. */
export const deadlineExceeded: CallStatus = { code: status.DEADLINE_EXCEEDED, details: 'Deadline exceeded' };

const statuses: ReadonlyMap<number, status> = new Map(
  Object.values(status)
    .filter((value): value is status => typeof value === 'number')
    .map((code) => [code, code]),
);

/** The gRPC status with this number, or undefined for an unknown one. */
export function statusOfNumber(code: number): status | undefined {
  return statuses.get(code);
}

const byHttpStatus = new Map<number, status>([
  [400, status.INTERNAL],
  [401, status.UNAUTHENTICATED],
  [403, status.PERMISSION_DENIED],
  [404, status.UNIMPLEMENTED],
  [429, status.UNAVAILABLE],
  [502, status.UNAVAILABLE],
  [503, status.UNAVAILABLE],
  [504, status.UNAVAILABLE],
]);

/** The status of a response without `grpc-status`: gRPC's table for HTTP status codes. 200 is UNKNOWN as well. */
export function statusOfHttpStatus(httpStatus: number | undefined): status {
  return byHttpStatus.get(httpStatus ?? 0) ?? status.UNKNOWN;
}

const byResetCode = new Map<number, CallStatus>([
  [errorCode.REFUSED_STREAM, { code: status.UNAVAILABLE, details: 'the other side refused the stream' }],
  [errorCode.CANCEL, { code: status.CANCELLED, details: 'the other side canceled the call' }],
  [
    errorCode.ENHANCE_YOUR_CALM,
    { code: status.RESOURCE_EXHAUSTED, details: 'the other side is out of bandwidth or memory' },
  ],
  [
    errorCode.INADEQUATE_SECURITY,
    { code: status.PERMISSION_DENIED, details: 'the protocol is not secure enough for the other side' },
  ],
]);

/**
 * The status of a call whose stream ended with this HTTP/2 error code and without trailers: gRPC's table for RST_STREAM. NO_ERROR and a
 * stream that ends without trailers are INTERNAL, unless the HTTP status says more.
 */
export function statusOfReset(code: number, httpStatus: number | undefined): CallStatus {
  const known = byResetCode.get(code);
  if (known !== undefined) return known;
  if (code !== errorCode.NO_ERROR)
    return { code: status.INTERNAL, details: `the stream was reset with ${nameOfErrorCode(code)}` };
  if (httpStatus !== undefined && httpStatus !== 200)
    return { code: statusOfHttpStatus(httpStatus), details: `the call ended with HTTP status ${httpStatus} alone` };
  return { code: status.INTERNAL, details: 'the other side ended the call without a status' };
}
