const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A line, or a piece of a line that exceeds the splitter's limit. */
export interface LinePiece {
  /**
   * The bytes without the line end. They may be a view of the pushed chunk, so they are valid only until the next call
   * to the splitter.
   */
  readonly bytes: Buffer;
  /** Whether it continues the previous piece. */
  readonly continues: boolean;
  /** Whether the line goes on in the next piece. */
  readonly continued: boolean;
}

/**
 * Splits bytes into lines, and never holds more than `maxLineBytes`. A longer line comes in pieces of that size. LF and
 * CRLF end a line, and so does the end of the input. As in Go's bufio readers, which go-plugin's host uses, the line
 * feed counts towards the limit.
 */
export class LineSplitter {
  readonly #maxLineBytes: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #inLongLine = false;

  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes;
  }

  /** The lines that `chunk` completes. */
  push(chunk: Buffer): LinePiece[] {
    const pieces: LinePiece[] = [];
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      this.#append(chunk.subarray(from, end), pieces);
      pieces.push(this.#take(false, true));
      from = end + 1;
    }
    this.#append(chunk.subarray(from), pieces);
    return pieces;
  }

  /** The last line if it has no line end, or the end of a long line that ended exactly at the limit. */
  end(): LinePiece[] {
    return this.#pendingBytes > 0 || this.#inLongLine ? [this.#take(false, false)] : [];
  }

  /** The part of the incomplete line that has arrived. For error messages. */
  get incomplete(): Buffer {
    return Buffer.concat(this.#pending);
  }

  #append(bytes: Buffer, pieces: LinePiece[]): void {
    let rest = bytes;
    while (this.#pendingBytes + rest.length >= this.#maxLineBytes) {
      const fitting = rest.subarray(0, this.#maxLineBytes - this.#pendingBytes);
      this.#hold(fitting);
      pieces.push(this.#take(true, false));
      rest = rest.subarray(fitting.length);
    }
    this.#hold(rest);
  }

  #hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
  }

  #take(continued: boolean, terminated: boolean): LinePiece {
    const whole = this.#pending.length === 1 ? this.#pending[0] : undefined;
    let bytes = whole ?? Buffer.concat(this.#pending, this.#pendingBytes);
    const continues = this.#inLongLine;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#inLongLine = continued;
    if (bytes.at(-1) === carriageReturn) {
      // A carriage return at the cut may be half of a CRLF. Move it to the next piece, where the next byte decides.
      if (continued && bytes.length > 1) this.#hold(bytes.subarray(-1));
      if (terminated || (continued && bytes.length > 1)) bytes = bytes.subarray(0, -1);
    }
    return { bytes, continues, continued };
  }
}
