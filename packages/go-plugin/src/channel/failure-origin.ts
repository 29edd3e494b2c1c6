import type { status } from '@grpc/grpc-js';
import type { CallStatus } from './status-mapping.js';

const origin = Symbol('origin of a status');

/** Where a status comes from that the other side did not send: a connection that broke, or a decision of this side. */
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
 * Where the status of a failed call comes from; undefined if the other side sent it. grpc-js copies all properties of a status into the
 * error that a client gets, so the mark arrives there.
 */
export function originOf(error: unknown): FailureOrigin | undefined {
  return typeof error === 'object' && error !== null
    ? (error as { readonly [origin]?: FailureOrigin })[origin]
    : undefined;
}

/**
 * Whether a call failed because its stream or connection broke, or could not be made: the other side may be dying. False for a status that
 * the other side sent, which may be the same UNAVAILABLE, and for what this side decided, such as a deadline.
 */
export function isTransportFailure(error: unknown): boolean {
  return originOf(error) === 'transport';
}

const markOf = (from: FailureOrigin): object => ({ [origin]: from });
