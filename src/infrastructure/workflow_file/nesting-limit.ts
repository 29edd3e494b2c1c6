import { Lexer } from 'yaml';
import type { SourcePosition } from '../../domain/workflow/source-position.js';

/** Deeper than any honest workflow, and far from the end of the stack. */
export const maxDepth = 100;

export const nestedTooDeeply = `nested deeper than ${maxDepth} levels`;

/** What the lexer says that is not in the text: a document begins, a plain text begins, brackets end without being closed. */
const marks = new Set(['\u0002', '\u001f', '\u0018']);

/**
 * Where brackets are nested too deeply. To be asked before anything is parsed: the parser gives up when the stack is full, but
 * takes half a minute to come to that with two megabytes of brackets.
 */
export function firstTooDeep(text: string): SourcePosition | undefined {
  let depth = 0;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '[' || lexeme === '{') depth += 1;
    else if (lexeme === ']' || lexeme === '}') depth -= 1;
    if (depth > maxDepth) return placeIn(text, offset);
    if (!marks.has(lexeme)) offset += lexeme.length;
  }
  return undefined;
}

function placeIn(text: string, offset: number): SourcePosition {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
