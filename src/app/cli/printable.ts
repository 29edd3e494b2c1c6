// C0 and C1 control characters but tab and line feed: on a terminal they move the cursor, change its title, or worse.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/** A text from elsewhere (a plugin, a command, a file), made safe to show on a terminal. Carriage returns before a line feed go. */
export const printable = (text: string): string => text.replaceAll('\r\n', '\n').replace(controls, '\u{fffd}');

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
