/** In characters. */
const longestPiece = 64 * 1024;

/** Many short texts as few of about 64 KiB, so that each can be written by itself. */
export function* joined(pieces: Iterable<string>): Generator<string, void> {
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < longestPiece) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}
