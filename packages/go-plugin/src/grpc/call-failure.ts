import { status, type ServiceError } from '@grpc/grpc-js';
import { originOf } from '../channel/failure-origin.js';
import { statusOfNumber } from '../channel/status-mapping.js';

/** Why a call failed, according to its error. */
export type CallFailure =
  /** The connection broke or could not be made. The other side may be dying. */
  | { readonly reason: 'connection lost' }
  /** The caller's deadline has passed. */
  | { readonly reason: 'deadline exceeded' }
  /** The caller canceled the call. */
  | { readonly reason: 'canceled' }
  /**
   * The call ended with this status: the other side sent it, or the call exceeded a limit or broke a rule of gRPC. The other side is alive.
   */
  | { readonly reason: 'status'; readonly code: status; readonly details: string };

/**
 * Returns why a call on a connection of this library failed. The status code alone is not enough, because a plugin can answer with
 * UNAVAILABLE, CANCELLED or DEADLINE_EXCEEDED itself. {@link PluginClient.classifyCallFailure} also finds out whether the plugin has died.
 * @param error the error of the call: the ServiceError of a grpc-js client, or the ConnectError of a client on `go-plugin-node/connect`
 * @returns undefined for an error that is not a gRPC error
 */
export function classifyCallFailure(error: unknown): CallFailure | undefined {
  if (isConnectError(error)) return classifyConnectFailure(error);
  if (!isServiceError(error)) return undefined;
  const { code, details } = error;
  const origin = originOf(error);
  if (origin === 'transport') return { reason: 'connection lost' };
  if (origin === 'here' && code === status.DEADLINE_EXCEEDED) return { reason: 'deadline exceeded' };
  if (origin === 'here' && code === status.CANCELLED) return { reason: 'canceled' };
  return { reason: 'status', code, details };
}

function isServiceError(error: unknown): error is ServiceError {
  if (!(error instanceof Error)) return false;
  const { code, details } = error as Partial<ServiceError>;
  return typeof code === 'number' && typeof details === 'string';
}

interface ConnectErrorShape extends Error {
  readonly code: number;
  readonly rawMessage: string;
}

/** By its shape: Connect is an optional peer. */
function isConnectError(error: unknown): error is ConnectErrorShape {
  return error instanceof Error && error.name === 'ConnectError' && 'code' in error && 'rawMessage' in error;
}

/** What came from the link has its status as the cause. Connect itself ends a call for its signal and its timeout, and gives no cause. */
function classifyConnectFailure({ code, rawMessage, cause }: ConnectErrorShape): CallFailure {
  const failure = classifyCallFailure(cause);
  if (failure !== undefined) return failure;
  const known = statusOfNumber(code) ?? status.UNKNOWN;
  if (known === status.DEADLINE_EXCEEDED) return { reason: 'deadline exceeded' };
  if (known === status.CANCELLED) return { reason: 'canceled' };
  return { reason: 'status', code: known, details: rawMessage };
}
