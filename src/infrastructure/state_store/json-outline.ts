import type { SourcePosition } from '../../domain/workflow/source-position.js';

/** A member that stands in an object twice, or a text that is not valid JSON. */
export interface JsonFault {
  readonly at: SourcePosition;
  readonly problem: string;
  /** The keys that lead to it; empty for the text as a whole. */
  readonly path: readonly string[];
}

/** What JSON.parse does not tell: where the values stand, and which keys stand there twice. */
export type JsonOutline =
  | { readonly ok: false; readonly fault: JsonFault }
  | {
      readonly ok: true;
      readonly duplicates: readonly JsonFault[];
      /** The place of the value at a path of at most two keys; the beginning of the text for any other. */
      placeOf(path: readonly string[]): SourcePosition;
    };

const patterns = {
  blank: /[ \t\n\r]*/uy,
  string: /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/uy,
  scalar: /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/uy,
};

/** An object or a list that is open. */
interface Frame {
  readonly isObject: boolean;
  readonly keys: Set<string>;
}

/** Paths longer than this have no place of their own. */
const deepestPlace = 2;

/** Reads a JSON text once, without recursion. `levels` is how deep it may nest. */
export function outlineJson(text: string, levels: number): JsonOutline {
  return new OutlineReader(text, levels).read();
}

/** Why a text cannot be read; {@link OutlineReader} knows where. */
class Unreadable extends Error {}

const brokenString = 'this string is never closed, or has an invalid escape sequence';

class OutlineReader {
  readonly #text: string;
  readonly #levels: number;
  readonly #frames: Frame[] = [];
  readonly #path: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #duplicates: JsonFault[] = [];
  readonly #lines: LineStarts;
  #at = 0;

  constructor(text: string, levels: number) {
    this.#text = text;
    this.#levels = levels;
    this.#lines = new LineStarts(text);
  }

  read(): JsonOutline {
    try {
      for (let wantsValue = true; wantsValue || this.#frames.length > 0;)
        wantsValue = wantsValue ? this.#value() : this.#next();
      this.#blank();
      if (this.#at < this.#text.length) throw new Unreadable('something follows the end of the JSON text');
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const problem = this.#at < this.#text.length ? error.message : 'the text ends too early';
      return { ok: false, fault: { at: this.#position(this.#at), problem, path: [] } };
    }
    const placeOf = (path: readonly string[]): SourcePosition => this.#position(this.#places.get(keyOf(path)) ?? 0);
    return { ok: true, duplicates: this.#duplicates, placeOf };
  }

  /** A scalar, or the beginning of an object or a list. Whether a value must follow. */
  #value(): boolean {
    this.#blank();
    const key = this.#path.length <= deepestPlace ? keyOf(this.#path) : '';
    if (!this.#places.has(key)) this.#places.set(key, this.#at);
    const isObject = this.#text[this.#at] === '{';
    if (isObject || this.#text[this.#at] === '[') {
      if (this.#frames.length >= this.#levels) throw new Unreadable(`nested deeper than ${this.#levels} levels`);
      this.#at += 1;
      this.#frames.push({ isObject, keys: new Set() });
      return !this.#closes() && this.#member();
    }
    if (this.#take('string') === undefined && this.#take('scalar') === undefined)
      throw new Unreadable(this.#text[this.#at] === '"' ? brokenString : 'a JSON value is expected');
    return false;
  }

  /** What follows a value: a comma and the next member, or the end of the object or list. Whether a value must follow. */
  #next(): boolean {
    const frame = this.#frames.at(-1);
    if (frame?.isObject === true) this.#path.pop();
    if (this.#closes()) return false;
    if (this.#text[this.#at] !== ',')
      throw new Unreadable(frame?.isObject === true ? '"," or "}" is expected' : '"," or "]" is expected');
    this.#at += 1;
    return this.#member();
  }

  /** What stands before the value of a member. */
  #member(): true {
    const frame = this.#frames.at(-1);
    if (frame?.isObject === true) this.#key(frame);
    return true;
  }

  #key(frame: Frame): void {
    this.#blank();
    const begin = this.#at;
    const written = this.#take('string');
    if (written === undefined)
      throw new Unreadable(this.#text[this.#at] === '"' ? brokenString : 'a key in double quotes is expected');
    const key = JSON.parse(written) as string;
    this.#blank();
    if (this.#text[this.#at] !== ':') throw new Unreadable('":" is expected');
    this.#at += 1;
    this.#path.push(key);
    if (frame.keys.has(key)) {
      const problem = 'this key stands there twice';
      this.#duplicates.push({ at: this.#position(begin), problem, path: [...this.#path] });
    }
    frame.keys.add(key);
  }

  #closes(): boolean {
    this.#blank();
    if (this.#text[this.#at] !== (this.#frames.at(-1)?.isObject === true ? '}' : ']')) return false;
    this.#at += 1;
    this.#frames.pop();
    return true;
  }

  #blank(): void {
    this.#take('blank');
  }

  #take(kind: keyof typeof patterns): string | undefined {
    const pattern = patterns[kind];
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #position(offset: number): SourcePosition {
    return this.#lines.placeOf(offset);
  }
}

/** The beginnings of the lines of a text. */
class LineStarts {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.#starts.push(end + 1);
  }

  placeOf(offset: number): SourcePosition {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}

const keyOf = (path: readonly string[]): string => JSON.stringify(path);
