import { truncate } from '../../domain/text.js';

// C0 and C1 control characters but tab and line feed: on a terminal they move the cursor, change its title, or worse. And the marks
// that make the characters behind them run the other way, so that a line reads as what it is not.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;
// Select Graphic Rendition: colours and the like, the one sequence that commands write with nothing bad in mind.
const colors = /\u001b\[[\d:;]*m/gu;

/**
 * A text from elsewhere (a plugin, a command, a file), made safe to show on a terminal: what a terminal would obey is shown as
 * JavaScript writes it. That holds where stdout is no terminal, too: what is piped is often shown in the end, and programs read
 * -f json, which has every text as it is. Carriage returns before a line feed go.
 */
export const printable = (text: string): string => text.replaceAll('\r\n', '\n').replace(controls, escaped);

/** As {@link printable}, for a name or another text that has one line of its own, or a cell in a table: it cannot leave that. */
export const printableLine = (text: string, longest = 200): string =>
  printable(truncate(text, longest, ' ...'))
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');

/** As {@link printable}, for a message of several lines, of which no more is shown than a person reads. */
export const printableMessage = (text: string): string =>
  shortened(printable(truncate(text, 100_000, ' ...')), 100, 2_000);

/** What a step has put out, as far as people are shown it; -f json has it all. Colours go: they would be shown as what they are made of. */
export const printableOutput = (text: string): string => shortened(printable(text.replace(colors, '')), 20, 500);

function escaped(control: string): string {
  if (control === '\r') return '\\r';
  const code = control.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`;
}

function shortened(text: string, mostLines: number, longestLine: number): string {
  const lines = text.split('\n');
  const shown = lines.slice(0, mostLines).map((line) => truncate(line, longestLine, ' ...'));
  if (lines.length > mostLines) shown.push(`... ${lines.length - mostLines} more lines`);
  return shown.join('\n');
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
