/**
 * The first `longest` characters of a text, and `mark` behind them where something was left out. It never cuts within a surrogate pair,
 * because half of one is not valid UTF-8 anywhere.
 */
export function truncate(text: string, longest: number, mark = '…'): string {
  if (text.length <= longest) return text;
  const end = splitsPair(text, longest) ? longest - 1 : longest;
  return `${text.slice(0, end)}${mark}`;
}

/** The last `longest` characters of a text. It never cuts within a surrogate pair. */
export function lastCharacters(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const start = text.length - longest;
  return text.slice(splitsPair(text, start) ? start + 1 : start);
}

/** The last lines of a text: at most `lines` of them, and at most `longest` characters. White space at the end does not count. */
export const lastLines = (text: string, lines: number, longest: number): string =>
  lastCharacters(text.trimEnd().split('\n').slice(-lines).join('\n'), longest);

/** Removes the line breaks at the end of a text. It is a loop, because `/[\r\n]+$/` takes quadratic time. */
export function trimLineBreaks(text: string): string {
  let end = text.length;
  while (end > 0 && isLineBreak(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

const isLineBreak = (code: number): boolean => code === 0x0a || code === 0x0d;

/** Whether a cut at `at` would split a surrogate pair. */
const splitsPair = (text: string, at: number): boolean => isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
