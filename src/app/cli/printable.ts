import { invisibleCharacters } from '../../domain/invisible-characters.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import { truncate } from '../../domain/text.js';

// Control characters but tab and line feed: they move the cursor of a terminal, change its title, or worse. And what nobody sees.
const controls = new RegExp(`[\\u0000-\\u0008\\u000b-\\u001f${invisibleCharacters}]`, 'gu');
// Select Graphic Rendition: colours and the like. It is the only sequence that ordinary commands write.
const colors = /\u001b\[[\d:;]*m/gu;

/**
 * Makes a text of a plugin, a command or a file safe to show: secrets are masked, and control characters are shown escaped, as in JavaScript. This
 * also applies if stdout is not a terminal, because piped text is often shown in the end. `-f json` has every text without escapes. Removes
 * carriage returns before a line feed.
 *
 * This function and those below mask first: a secret that was escaped, or cut, would not be found any more.
 */
export const printable = (secrets: SecretMask, text: string): string => withoutControls(secrets.text(text));

/** Like {@link printable}, for a text that must stay on one line, such as a name or a cell of a table. */
export const printableLine = (secrets: SecretMask, text: string, longest = 200): string =>
  withoutControls(truncate(secrets.text(text), longest, ' ...'))
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');

/** Like {@link printable}, for a message of several lines. Long messages are shortened. */
export const printableMessage = (secrets: SecretMask, text: string): string =>
  shortened(withoutControls(truncate(secrets.text(text), 100_000, ' ...')), 100, 2_000);

/**
 * The output of a step, shortened for people. Colours are removed, because their sequences would be shown escaped. A secret may have had colours in
 * it, so it is looked for again.
 */
export const printableOutput = (secrets: SecretMask, text: string): string =>
  // Cut before it is escaped: each control character becomes four.
  shortened(secrets.text(text).replaceAll('\r\n', '\n'), 20, 500, (line) =>
    printable(secrets, line.slice(0, 5_000).replace(colors, '')),
  );

/** In characters. A long text is escaped and written in pieces, because a whole one may take several times as much memory. */
const longestPiece = 64 * 1024;

/** A text as {@link printable} shows it, in pieces: each line behind `by`, with a line break at its end. */
export function* printableLines(secrets: SecretMask, given: string, by: string): Generator<string, void> {
  const text = secrets.text(given);
  for (let start = 0, end = 0; end >= 0; start = end + 1) {
    end = text.indexOf('\n', start);
    yield by;
    const line = text.slice(start, end < 0 ? text.length : text[end - 1] === '\r' ? Math.max(start, end - 1) : end);
    for (let at = 0; at < line.length;) {
      const piece = truncate(line.slice(at, at + longestPiece + 1), longestPiece, '');
      yield withoutControls(piece);
      at += piece.length;
    }
    yield '\n';
  }
}

const withoutControls = (text: string): string => text.replaceAll('\r\n', '\n').replace(controls, escaped);

function escaped(control: string): string {
  if (control === '\r') return '\\r';
  const code = (control.codePointAt(0) ?? 0).toString(16);
  if (code.length > 4) return `\\u{${code}}`;
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}

/** The first lines of a text, and how many more there are. As a list, 64 MiB of line breaks would take gigabytes. */
function firstLines(text: string, most: number): { readonly lines: readonly string[]; readonly more: number } {
  const lines: string[] = [];
  let more = 0;
  for (let start = 0, end = 0; end >= 0; start = end + 1) {
    end = text.indexOf('\n', start);
    if (lines.length < most) lines.push(end < 0 ? text.slice(start) : text.slice(start, end));
    else more += 1;
  }
  return { lines, more };
}

function shortened(text: string, mostLines: number, longestLine: number, shown = (line: string) => line): string {
  const { lines, more } = firstLines(text, mostLines);
  const short = lines.map((line) => truncate(shown(line), longestLine, ' ...'));
  return [...short, ...(more > 0 ? [`... ${more} more lines`] : [])].join('\n');
}

/** A duration for people. */
export function humanDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1_000)} s`;
}

/** Columns under each other, with two spaces between; the last one is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

export function headed(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: (text: string) => string,
): string {
  const [first = '', ...rest] = table([head, ...rows]).split('\n');
  return [paint(first), ...rest].join('\n');
}
