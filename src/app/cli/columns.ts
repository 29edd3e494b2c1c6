// Colour sequences take no column. Anything else that a terminal obeys has been escaped before.
const token = /\u001b\[[\d;]*m|./gsu;
/** Characters that are written over the one before them. */
const combining = /^[\p{Mn}\p{Me}\u200d\ufe0f]$/u;
/** Characters that take two columns: those of East Asia, and emoji. */
const wide =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$|^\p{Emoji_Presentation}$/u;

const widthOf = (character: string): number =>
  character.startsWith('\u001b') || combining.test(character) ? 0 : wide.test(character) ? 2 : 1;

/** A line, cut where a terminal of so many columns would wrap it. The last column stays free for the mark of the cut. */
export function fit(line: string, columns: number): string {
  let used = 0;
  let kept = '';
  // The part of `kept` that leaves a column for the mark.
  let short = '';
  for (const [part] of line.matchAll(token)) {
    used += widthOf(part);
    if (used > columns) return columns < 1 ? '' : `${short}${short.includes('\u001b') ? '\u001b[0m' : ''}…`;
    kept += part;
    if (used < columns) short = kept;
  }
  return kept;
}
