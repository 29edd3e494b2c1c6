/**
 * How many levels of lists and objects one value may have on its way to or from a plugin. Node's `JSON.stringify` gives up at a few
 * thousand, depending on the stack that is left, and Go's decoder at 10000: a value that could not be printed is refused.
 */
export const deepestNesting = 512;

/**
 * How many values the JSON of one message may have. Two characters are enough for a value, which takes some 50 bytes of memory once it is read, so
 * that a message of 64 MiB could take more memory than Node has.
 */
export const mostValues = 1_000_000;

const backslash = 0x5c;

/** What is said of JSON with more than {@link mostValues}. */
export const tooManyValues = 'has more than 1,000,000 values';

export const nestedTooDeep = `is nested deeper than ${deepestNesting} levels`;

/** Outcome of {@link jsonTextOf}: the text, or what is wrong with the value. What JSON leaves out of objects, functions for instance, has none. */
export type JsonText =
  | { readonly ok: true; readonly text: string | undefined }
  | { readonly ok: false; readonly problem: string; readonly cause?: unknown };

/** Returns a value as JSON, or why JSON cannot express it: a cycle, a bigint, nesting that is too deep. */
export function jsonTextOf(value: unknown): JsonText {
  try {
    // The type says that the result is always a string, but it is undefined for a function.
    const json = JSON.stringify(value) as string | undefined;
    const text = json === undefined ? undefined : wellFormedJson(json);
    return text !== undefined && isNestedTooDeep(text) ? { ok: false, problem: nestedTooDeep } : { ok: true, text };
  } catch (cause) {
    const { message } = cause as Error;
    const problem = isStackOverflow(cause) ? nestedTooDeep : `cannot be expressed as JSON: ${message}`;
    return { ok: false, problem, cause };
  }
}

/**
 * JSON without escaped halves of surrogate pairs (`\\ud83d`), which many parsers refuse. An even number of backslashes before the `u` is a
 * text that happens to look like one.
 */
export function wellFormedJson(json: string): string {
  return json.includes('\\ud') ? json.replace(/\\(?:ud[89a-f][\da-f]{2}|.)/gsu, replaceHalf) : json;
}

const replaceHalf = (escape: string): string => (escape.length > 2 ? '\ufffd' : escape);

const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message.includes('call stack');

/** Whether a valid JSON text has more levels than it may. Counts brackets, so that no text can make it overflow. */
export function isNestedTooDeep(json: string, levels = deepestNesting): boolean {
  // Each level takes two brackets; a text that begins with a quote is one string.
  if (json.length <= 2 * levels || json.startsWith('"')) return false;
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === '"') at = endOfString(json, at);
    else if (character === ']' || character === '}') depth -= 1;
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > levels) return true;
    }
  }
  return false;
}

/**
 * How many values a text has that is a list or an object in JSON, without reading it; 1 for other texts. Counting ends beyond `most`.
 * A list or an object that is empty but for blanks counts twice.
 */
export function countValues(json: string, most: number): number {
  let values = 1;
  if (!/^\s*[[{]/u.test(json)) return values;
  for (let at = 0; at < json.length && values <= most; at += 1) {
    const character = json[at];
    if (character === '"') at = endOfString(json, at);
    else if (character === ',') values += 1;
    else if ((character === '[' && json[at + 1] !== ']') || (character === '{' && json[at + 1] !== '}')) values += 1;
  }
  return values;
}

/** Where the string that begins at `start` ends; searching for the quote is much faster than looking at each character. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let escapes = end;
    while (json.charCodeAt(escapes - 1) === backslash) escapes -= 1;
    if ((end - escapes) % 2 === 0) return end;
  }
  return json.length;
}
