import { didYouMean } from '../domain/did-you-mean.js';
import { kindOf } from './check-result.js';

/**
 * Rejects members that a declaration does not have. A compiler finds them, and a program in JavaScript has none: a misspelt `required` would be a
 * rule that nobody applies.
 * @param what the declaration, for messages
 * @throws TypeError that names the member
 */
export function checkKeys(
  given: unknown,
  known: readonly string[],
  what: string,
): asserts given is Readonly<Record<string, unknown>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new TypeError(`${what}: must be an object, is ${kindOf(given)}`);
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new TypeError(`${what}: there is no \`${unknown}\`${didYouMean(unknown, known)}`);
}
