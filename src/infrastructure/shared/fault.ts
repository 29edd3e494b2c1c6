import type { LineCounter } from 'yaml';
import type { SourcePosition } from '../../domain/workflow/source-position.js';

/** The most levels of lists and maps: more than real files have, and far less than would fill the stack. */
export const maxDepth = 100;

export const nestedTooDeeply = `nested deeper than ${maxDepth} levels`;

/** What makes a YAML text unusable as a whole. */
export class Fault extends Error {
  constructor(
    readonly at: SourcePosition,
    message: string,
  ) {
    super(message);
  }
}

/** The place of an offset. */
export function placeAt(lines: LineCounter, offset: number): SourcePosition {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
