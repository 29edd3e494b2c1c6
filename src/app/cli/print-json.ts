import { withVisibleEscapes } from '../../domain/invisible-characters.js';
import type { JsonValue } from '../../domain/json.js';
import type { CliContext } from './cli-context.js';
import { jsonPieces } from './json-pieces.js';
import { joined } from './joined-pieces.js';

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
  for (const piece of jsonPieces(value)) yield withVisibleEscapes(piece);
  yield '\n';
}
