import type { JsonValue } from '../json.js';
import { truncate } from '../text.js';

/** Why a template cannot be parsed. */
export class SyntaxProblem extends Error {}

/** A piece of an expression. */
export type Token =
  | { readonly kind: 'literal'; readonly value: JsonValue }
  | { readonly kind: 'path'; readonly text: string; readonly dotted: boolean }
  | { readonly kind: '(' | ')' | '|' | 'end' };

const identifier = '[\\p{L}_][\\p{L}\\p{N}_]*(?:-+[\\p{L}\\p{N}_]+)*';
const patterns = {
  close: /\s*(-)?\}\}/uy,
  space: /\s+/uy,
  path: new RegExp(`\\.?${identifier}(?:\\.(?:${identifier}|\\d+))*`, 'uy'),
  string: /"(?:[^"\\]|\\.)*"/uy,
  raw: /`([^`]*)`/uy,
  number: /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/uy,
  punctuation: /[()|]/uy,
};

/** Cuts one expression into tokens, up to and with its `}}`. */
export class TemplateScanner {
  trimmedAtClose = false;

  readonly #source: string;
  position: number;

  constructor(source: string, position: number) {
    this.#source = source;
    this.position = position;
  }

  trimMarkerAfterOpen(): boolean {
    if (!/^-\s/u.test(this.#source.slice(this.position, this.position + 2))) return false;
    this.position += 1;
    return true;
  }

  next(): Token {
    const close = this.#take(patterns.close);
    if (close !== undefined) {
      this.trimmedAtClose = close[1] === '-';
      return { kind: 'end' };
    }
    this.#take(patterns.space);
    if (this.position >= this.#source.length) throw new SyntaxProblem('"{{" is never closed by "}}"');
    return this.#literal() ?? this.#path() ?? this.#punctuation();
  }

  #literal(): Token | undefined {
    const text = this.#take(patterns.string);
    if (text !== undefined) return { kind: 'literal', value: unquote(text[0]) };
    const raw = this.#take(patterns.raw);
    if (raw !== undefined) return { kind: 'literal', value: raw[1] ?? '' };
    const number = this.#take(patterns.number);
    return number === undefined ? undefined : { kind: 'literal', value: Number(number[0]) };
  }

  #path(): Token | undefined {
    const text = this.#take(patterns.path)?.[0];
    if (text === undefined) return undefined;
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true' };
    if (text === 'nil' || text === 'null') return { kind: 'literal', value: null };
    return { kind: 'path', text: text.replace(/^\./u, ''), dotted: text.startsWith('.') };
  }

  #punctuation(): Token {
    const sign = this.#take(patterns.punctuation)?.[0];
    if (sign === '(' || sign === ')' || sign === '|') return { kind: sign };
    const rest = this.#source.slice(this.position).split('}}')[0] ?? '';
    throw new SyntaxProblem(`"${truncate(rest.trim(), 40)}" inside "{{" is not understood`);
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.#source);
    if (found === null) return undefined;
    this.position = pattern.lastIndex;
    return found;
  }
}

function unquote(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    throw new SyntaxProblem(`${literal} is not a valid string`);
  }
}
