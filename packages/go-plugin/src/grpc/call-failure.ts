import { status, type ServiceError } from '@grpc/grpc-js';
import { originOf } from '../channel/failure-origin.js';

/** Why a call failed, as far as its error tells. */
export type CallFailure =
  /** The connection broke or could not be made: the other side may be dying. */
  | { readonly reason: 'connection lost' }
  /** The deadline that the caller set has passed. */
  | { readonly reason: 'deadline exceeded' }
  /** The caller canceled the call. */
  | { readonly reason: 'canceled' }
  /**
   * The call ended with this status: the other side answered with it, or the call broke a limit or a rule of gRPC. The other side lives.
   */
  | { readonly reason: 'status'; readonly code: status; readonly details: string };

/**
 * Why a call on a connection of this library failed. The status code alone does not tell: a plugin can itself answer UNAVAILABLE,
 * CANCELLED or DEADLINE_EXCEEDED. {@link PluginClient.classifyCallFailure} also finds out whether the plugin has died.
 * @param error what the call failed with
 * @returns undefined for an error that is not one of gRPC
 */
export function classifyCallFailure(error: unknown): CallFailure | undefined {
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
