import { status, type Metadata } from '@grpc/grpc-js';
import type { PartialStatus } from './grpc-server-types.js';

/**
 * The status of a call whose handler failed with an error, as in grpc-js: the error's `code`, its `details` or message, and its `metadata`.
 * A code that is not a gRPC failure, such as DOMException's, becomes UNKNOWN, because clients could not read it.
 * @param trailers replace the error's own metadata
 */
export function statusOfError(error: unknown, trailers?: Metadata): PartialStatus {
  const { code, details, message, metadata } = (
    typeof error === 'object' && error !== null ? error : { message: String(error) }
  ) as { code?: unknown; details?: unknown; message?: unknown; metadata?: Metadata };
  const text = typeof message === 'string' ? message : 'Unknown Error';
  const common = { metadata: trailers ?? metadata ?? null };
  if (!isFailure(code)) return { code: status.UNKNOWN, details: text, ...common };
  return { code, details: typeof details === 'string' ? details : text, ...common };
}

const isFailure = (code: unknown): code is status =>
  typeof code === 'number' && Number.isInteger(code) && code > 0 && code <= 16;
