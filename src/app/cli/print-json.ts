import type { JsonValue } from '../../domain/json.js';
import { wellFormedJson } from '../../domain/json-text.js';
import type { CliContext } from './cli-context.js';

/** Writes one JSON value and a line break to stdout. Half a surrogate pair becomes U+FFFD, because not every parser accepts it. */
export function printJson({ out }: Pick<CliContext, 'out'>, value: JsonValue): void {
  out(`${wellFormedJson(JSON.stringify(value))}\n`);
}
