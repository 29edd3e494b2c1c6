import { inspect } from 'node:util';

/** The whole text of an error with its causes and details, as in a crash report or a log. */
export function everythingIn(value: unknown): string {
  return inspect(value, { depth: 12, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity });
}

/** The parts of a text that look like PEM, or like a certificate or a key in base64 or hex. */
export function secretLooks(text: string): readonly string[] {
  return text.match(/-----BEGIN [A-Z ]+-----|(?:[A-Za-z0-9+]{48,}={0,2})|PRIVATE KEY/g) ?? [];
}
