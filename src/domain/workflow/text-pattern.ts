/**
 * A regular expression that the author of a workflow wrote. Matching must take linear time, whatever the expression and the text are:
 * both come from others. `String(pattern)` is the expression as written.
 */
export interface TextPattern {
  /** Whether the expression matches anywhere in the text; an anchored expression must match the whole. */
  test(text: string): boolean;
  /** The expression as it was written. */
  toString(): string;
}

/** A regular expression, ready to match, or what is wrong with it. */
export type CompiledPattern =
  { readonly ok: true; readonly pattern: TextPattern } | { readonly ok: false; readonly problem: string };

/** Makes an expression that the author of a workflow wrote ready to match. */
export type PatternCompiler = (source: string) => CompiledPattern;
