const whiteSpace = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/**
 * Go's strings.TrimSpace. `trim()` differs: it also removes a byte order mark, and keeps U+0085. The loop goes
 * character by character, because a regular expression for the end would take quadratic time on a hostile line of
 * blanks.
 */
export function trimGoSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && whiteSpace.test(text.charAt(start))) start++;
  while (end > start && whiteSpace.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/**
 * Go's strconv.Atoi on a 64-bit machine: an optional sign and decimal digits, nothing else ("+1" and "01" are 1, " 1", "1_0" and
 * "0x1" are errors).
 * @returns undefined where Atoi returns an error
 */
export function parseGoInt(text: string, bits: 32 | 64 = 64): number | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  const limit = 1n << BigInt(bits - 1);
  return value >= -limit && value < limit ? Number(value) : undefined;
}

/**
 * Go's strconv.ParseBool.
 * @returns undefined where ParseBool returns an error
 */
export function parseGoBool(text: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  if (/^(?:0|f|F|FALSE|false|False)$/.test(text)) return false;
  return undefined;
}
