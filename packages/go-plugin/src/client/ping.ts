import { status, type ServiceError } from '@grpc/grpc-js';
import { HealthClient } from '../generated/go_plugin/health_grpc_pb.cjs';
import { HealthCheckRequest, HealthCheckResponse } from '../generated/go_plugin/health_pb.cjs';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { callUnary } from '../grpc/unary-call.js';
import type { GrpcConnection } from '../plugin-set.js';

/** The name under which go-plugin's servers report their health. */
const serviceName = 'plugin';

/**
 * Asks for the plugin's health. The status must be SERVING. go-plugin's Ping accepts any answer.
 * @throws GoPluginError `UNHEALTHY`; or the signal's reason
 */
export async function checkHealth(connection: GrpcConnection, signal: AbortSignal): Promise<void> {
  const request = new HealthCheckRequest();
  request.setService(serviceName);
  let response: HealthCheckResponse;
  try {
    response = await callUnary(connection.client(HealthClient), 'check', request, { signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw new GoPluginError('UNHEALTHY', { reason: reasonOf(error as ServiceError) }, { cause: error });
  }
  if (response.getStatus() === HealthCheckResponse.ServingStatus.SERVING) return;
  const names = Object.entries(HealthCheckResponse.ServingStatus);
  const name = names.find(([, value]) => value === response.getStatus())?.[0];
  throw new GoPluginError('UNHEALTHY', { reason: `its status is ${name ?? response.getStatus()}` });
}

/** A status without a text is still named. */
const reasonOf = ({ code, details }: ServiceError): string =>
  details === '' ? `it answered with the status ${status[code]}` : details;
