/** Something wrong at a place: in a file, in an input. */
export interface Problem {
  /** Dotted path of the field, where there is one. */
  readonly field?: string | undefined;
  /** 1-based, where the place is in a text. */
  readonly line?: number | undefined;
  /** 1-based. */
  readonly column?: number | undefined;
  /** What is wrong, for people. */
  readonly problem: string;
}

/** A place in a workflow file; both numbers 1-based. */
export interface Place {
  /** Its path, as the user gave it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** What is wrong at one place of a workflow file, and what else is wrong in it, so that one run reports everything. */
export interface Finding extends Place {
  /** What else is wrong in the same file. */
  readonly others?: readonly Problem[];
  /** What is odd in the same file, but would not stop the workflow. */
  readonly warnings?: readonly Problem[];
}
