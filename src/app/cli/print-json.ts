import type { JsonValue } from '../../domain/json.js';
import type { CliContext } from './cli-context.js';
import { jsonPieces } from './json-pieces.js';
import { joined } from './joined-pieces.js';

// What JSON allows unescaped, but a terminal obeys or nobody sees.
const invisible = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * Writes one JSON value and a line break to stdout, with secrets masked. Half a surrogate pair becomes U+FFFD, because not every parser accepts it. Characters
 * that act on a terminal are escaped, which does not change the value.
 */
export function printJson({ data, secrets }: Pick<CliContext, 'data' | 'secrets'>, value: JsonValue): void {
  for (const piece of joined(shown(secrets.value(value)))) data(piece);
}

/** The same, for a value that may be large: waits for a reader that is slow. */
export async function printLargeJson(
  { data, drained, secrets }: Pick<CliContext, 'data' | 'drained' | 'secrets'>,
  value: JsonValue,
): Promise<void> {
  for (const piece of joined(shown(secrets.value(value)))) {
    data(piece);
    await drained();
  }
}

function* shown(value: JsonValue): Generator<string, void> {
  for (const piece of jsonPieces(value)) yield piece.replace(invisible, escaped);
  yield '\n';
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
