import { status, type CallCredentials, type Metadata } from '@grpc/grpc-js';
import { statusOfNumber, type CallStatus } from './status-mapping.js';

/** Codes that only an application may give, never the machinery under it: gRPC's rule for control planes. */
const applicationOnly: ReadonlySet<status> = new Set([
  status.OK,
  status.INVALID_ARGUMENT,
  status.NOT_FOUND,
  status.ALREADY_EXISTS,
  status.FAILED_PRECONDITION,
  status.ABORTED,
  status.OUT_OF_RANGE,
  status.DATA_LOSS,
]);

/** A copy of the call's metadata with what its credentials add, or the status of a call whose credentials failed. */
export async function addCredentials(
  metadata: Metadata,
  credentials: CallCredentials,
  method: string,
  authority: string,
): Promise<Metadata | CallStatus> {
  const service = method.slice(0, method.lastIndexOf('/'));
  try {
    const added = await credentials.generateMetadata({
      method_name: method,
      service_url: `https://${authority}${service}`,
    });
    const both = metadata.clone();
    both.merge(added);
    return both;
  } catch (error) {
    return statusOfFailure(error);
  }
}

function statusOfFailure(error: unknown): CallStatus {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  const details = `call credentials failed: ${error instanceof Error ? error.message : String(error)}`;
  const known = typeof code === 'number' ? statusOfNumber(code) : undefined;
  if (known === undefined) return { code: status.UNAUTHENTICATED, details };
  return { code: applicationOnly.has(known) ? status.INTERNAL : known, details };
}
