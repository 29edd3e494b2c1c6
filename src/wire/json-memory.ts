/** A value takes up to so many bytes, besides its characters: a member of an object with a name of its own takes the most. */
const bytesPerValue = 160;

/**
 * How much memory the JSON of one message may take while it is read, where a message may have `messageBytes`: the bytes of the message, its text, and the
 * values. One text of that size fits, and so do a million short values.
 */
export const jsonMemory = (messageBytes: number): number => 3 * messageBytes + 8 * 1024 * 1024;

/** The bytes of a message that is held while its JSON of so many characters is read, and that text itself. */
export const bytesBeside = (characters: number): number => 2 * characters;

/** How much memory the values of a JSON text take at most. A text that is neither a list, an object nor a string takes none. */
export function bytesOfJson(json: string, values: number): number {
  if (!/^\s*["[{]/u.test(json)) return 0;
  return json.length * (json.includes('\\u') || beyondLatin1.test(json) ? 2 : 1) + values * bytesPerValue;
}

// One such character makes V8 hold two bytes for each.
const beyondLatin1 = /[^\u0000-\u00ff]/u;

export const tooMuchMemory = (memory: number): string =>
  `takes more than ${Math.floor(memory / 2 ** 20)} MiB of memory while it is read`;
