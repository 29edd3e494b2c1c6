import { status, type CallCredentials, type Metadata } from '@grpc/grpc-js';
import { statusOfNumber, type CallStatus } from './status-mapping.js';

/** Codes that only an application may use. gRPC forbids them to credentials and other parts of the library. */
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

/** Returns a copy of the call's metadata with the additions of its credentials, or the status of the call if they fail. */
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
