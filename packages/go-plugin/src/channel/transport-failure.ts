import type { status } from '@grpc/grpc-js';
import type { CallStatus } from './status-mapping.js';

/** Shared by all copies of this package in a process, as the marker of GoPluginError is. */
const broken = Symbol.for('go-plugin-node/transport failure');

/** The status of a call that ended without an answer. grpc-js copies all of a status into the error that a client gets, the mark too. */
export function transportFailure(code: status, details: string): CallStatus {
  return Object.assign({ code, details }, { [broken]: true });
}

/**
 * Whether a call failed because its stream or connection broke, or could not be made: the other side may be dying. False for a status that
 * the other side sent, which may be the same UNAVAILABLE, and for what this side decided, as a deadline.
 */
export function isTransportFailure(error: unknown): boolean {
  return typeof error === 'object' && error !== null && broken in error;
}
