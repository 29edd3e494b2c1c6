import type { JsonValue } from '../../domain/json.js';
import { wellFormedJson } from '../../domain/json-text.js';
import type { CliContext } from './cli-context.js';

// What JSON allows unescaped, but a terminal obeys or nobody sees.
const invisible = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * Writes one JSON value and a line break to stdout, with secrets masked. Half a surrogate pair becomes U+FFFD, because not every parser accepts it. Characters
 * that act on a terminal are escaped, which does not change the value.
 */
export function printJson({ data, secrets }: Pick<CliContext, 'data' | 'secrets'>, value: JsonValue): void {
  data(`${wellFormedJson(JSON.stringify(secrets.value(value))).replace(invisible, escaped)}\n`);
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
