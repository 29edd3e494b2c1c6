import type { JsonValue } from '../../domain/json.js';
import { wellFormedJson } from '../../domain/json-text.js';

/** Longer texts are cut, in characters. */
const longestPiece = 64 * 1024;

/**
 * The JSON of a value, as `JSON.stringify` gives it, in pieces. The value of a step may have 64 MiB: as a whole, its JSON and the bytes of that would take
 * several times as much memory. Half a surrogate pair becomes U+FFFD.
 */
export function* jsonPieces(value: JsonValue): Generator<string, void> {
  if (typeof value === 'string') yield* piecesOfText(value);
  else if (value === null || typeof value !== 'object') yield JSON.stringify(value);
  else if (Array.isArray(value)) {
    let before = '[';
    for (const item of value as readonly JsonValue[]) {
      yield before;
      yield* jsonPieces(item);
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  } else {
    let before = '{';
    for (const [name, member] of Object.entries(value)) {
      // The type says that there is none, but a value that an embedder made may have one.
      if ((member as JsonValue | undefined) === undefined) continue;
      yield before;
      yield* piecesOfText(name);
      yield ':';
      yield* jsonPieces(member);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  }
}

function* piecesOfText(text: string): Generator<string, void> {
  if (text.length <= longestPiece) {
    yield wellFormedJson(JSON.stringify(text));
    return;
  }
  yield '"';
  for (let start = 0; start < text.length;) {
    const end = endOfPiece(text, start);
    yield wellFormedJson(JSON.stringify(text.slice(start, end)).slice(1, -1));
    start = end;
  }
  yield '"';
}

/** A pair of surrogates stays together. */
function endOfPiece(text: string, start: number): number {
  const end = start + longestPiece;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
