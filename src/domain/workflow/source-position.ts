import type { Place } from '../errors/error-details.js';

/** A place in a workflow file; both numbers 1-based. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** A value together with where it was written. */
export interface Located<T> {
  readonly value: T;
  readonly at: SourcePosition;
}

/** A position and its file, as errors want it. */
export const placeIn = (file: string, at: SourcePosition): Place => ({ file, line: at.line, column: at.column });
