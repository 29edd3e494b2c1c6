import type { Place } from '../errors/problem.js';

/** A place in a workflow file; both numbers 1-based. */
export interface SourcePosition {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** A value together with where it was written. */
export interface Located<T> {
  /** What was written. */
  readonly value: T;
  /** Where. */
  readonly at: SourcePosition;
}

/** A position with its file, for errors. */
export const placeIn = (file: string, at: SourcePosition): Place => ({ file, line: at.line, column: at.column });
