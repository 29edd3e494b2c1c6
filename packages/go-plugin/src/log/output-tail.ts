import type { LinePiece } from './line-splitter.js';
import { isLibraryLine } from './library-lines.js';

/** How many bytes of a plugin's last output an error carries. */
const tailBytes = 2_048;
const tailLines = 10;

interface KeptPiece {
  readonly bytes: Buffer;
  readonly continues: boolean;
}

/**
 * Remembers the last lines of a plugin's stderr for the error that reports a crash, without those that go-plugin itself writes there. It
 * looks at no more lines of a chunk than it keeps.
 */
export class OutputTail {
  #kept: readonly KeptPiece[] = [];

  push(pieces: readonly LinePiece[]): void {
    const added: KeptPiece[] = [];
    for (let at = pieces.length - 1; at >= 0 && added.length < tailLines; at--) {
      const { bytes, continues } = pieces[at] as LinePiece;
      // Copied: a view would keep the whole chunk alive, and is valid only until the next one.
      if (!isLibraryLine(bytes)) added.unshift({ bytes: Buffer.from(bytes.subarray(-tailBytes)), continues });
    }
    if (added.length > 0) this.#kept = [...this.#kept, ...added].slice(-tailLines);
  }

  /**
   * The last lines: at most ten, and at most 2 KiB.
   * @param unfinished what has come of a line that has no end yet
   */
  text(unfinished: Buffer): string {
    const kept = unfinished.length === 0 ? this.#kept : [...this.#kept, { bytes: unfinished, continues: false }];
    const bytes = kept.flatMap((piece, index) =>
      piece.continues || index === 0 ? [piece.bytes] : [lineFeed, piece.bytes],
    );
    const text = fromWholeCharacter(Buffer.concat(bytes).subarray(-tailBytes)).toString('utf8').trimEnd();
    return text.split('\n').slice(-tailLines).join('\n');
  }
}

const lineFeed = Buffer.from('\n');

/** Without the rest of a UTF-8 character whose beginning was cut off. */
function fromWholeCharacter(bytes: Buffer): Buffer {
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return bytes.subarray(start);
}
