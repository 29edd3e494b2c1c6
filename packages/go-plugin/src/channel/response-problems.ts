import { status } from '@grpc/grpc-js';
import { errorCode } from '../http2/error-code.js';
import type { HeaderBlock } from '../http2/hpack/header-block.js';
import type { StreamFailure } from '../http2/stream-receiver.js';
import { transportFailure } from './failure-origin.js';
import { maxHeaderListBytes } from './header-limits.js';
import { deadlineExceeded, statusOfHttpStatus, statusOfReset, type CallStatus } from './status-mapping.js';

/** The failure for headers of a response that are not gRPC, or undefined. */
export function problemOfHeaders(block: HeaderBlock, httpStatus: number): CallStatus | undefined {
  if (block.truncated) return truncatedMetadata;
  const type = block.get('content-type');
  if (type?.startsWith('application/grpc') === true) return undefined;
  const details = `the response is not gRPC: HTTP status ${httpStatus}, content-type ${JSON.stringify(type)}`;
  return { code: statusOfHttpStatus(httpStatus), details };
}

/** Fields above the limit were dropped, perhaps the status as well. */
export const truncatedMetadata: CallStatus = {
  code: status.INTERNAL,
  details: `the metadata of the response has more than the ${maxHeaderListBytes} bytes that this side takes`,
};

/** The failure for a response that ends in the middle of a message. */
export const truncatedMessage: CallStatus = {
  code: status.INTERNAL,
  details: 'the response ends in the middle of a message',
};

/** The status of a response that ended without trailers. */
export function statusWithoutTrailers(httpStatus: number | undefined): CallStatus {
  const { code, details } = statusOfReset(errorCode.NO_ERROR, httpStatus);
  return transportFailure(code, details);
}

/**
 * The status of a call whose stream failed.
 * @param deadline the call's, in milliseconds since the epoch
 */
export function statusOfStreamFailure(
  { code, connectionLost, reason }: StreamFailure,
  httpStatus: number | undefined,
  deadline: number,
): CallStatus {
  if (connectionLost) return transportFailure(status.UNAVAILABLE, reason ?? 'connection lost');
  if (code === errorCode.CANCEL && Date.now() >= deadline) return deadlineExceeded;
  const { code: mapped, details } = statusOfReset(code, httpStatus);
  return transportFailure(mapped, reason === undefined ? details : `${details}: ${reason}`);
}
