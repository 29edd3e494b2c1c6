import type { status } from '@grpc/grpc-js';
import type { CallStatus } from './status-mapping.js';

const origin = Symbol('origin of a status');

/** The origin of a status that the other side did not send: a broken connection, or a decision of this side. */
export type FailureOrigin = 'transport' | 'here';

/** The status of a call that ended without an answer. */
export function transportFailure(code: status, details: string): CallStatus {
  return { code, details, ...markOf('transport') };
}

/** A status that this side decided, such as a deadline or a cancellation. */
export function decidedHere<S extends CallStatus>(failure: S): S {
  return origin in failure ? failure : { ...failure, ...markOf('here') };
}

/**
 * The origin of a failed call's status, or undefined if the other side sent it. grpc-js copies all properties of a status into the
 * client's error, so the error has the mark as well.
 */
export function originOf(error: unknown): FailureOrigin | undefined {
  return typeof error === 'object' && error !== null
    ? (error as { readonly [origin]?: FailureOrigin })[origin]
    : undefined;
}

/**
 * Whether a call failed because its stream or connection broke or could not be made. The other side may be dying. False for a status
 * that the other side sent, even UNAVAILABLE, and for a decision of this side, such as a deadline.
 */
export function isTransportFailure(error: unknown): boolean {
  return originOf(error) === 'transport';
}

const markOf = (from: FailureOrigin): object => ({ [origin]: from });
