const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A line, or a piece of one that is longer than the splitter's limit. */
export interface LinePiece {
  /** Without the line end. Valid until the next call to the splitter: it may be a view of the chunk that was pushed. */
  readonly bytes: Buffer;
  /** Whether it continues the piece before. */
  readonly continues: boolean;
  /** Whether the line goes on in the next piece. */
  readonly continued: boolean;
}

/**
 * Splits bytes into lines without ever holding more than `maxLineBytes`: a line that is longer comes in pieces of that size.
 * LF and CRLF end a line; at the end of the input an unterminated line counts. Mirrors the limits of Go's bufio readers, which
 * go-plugin's host uses for both of a plugin's pipes: the line feed counts towards the limit.
 */
export class LineSplitter {
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #inLongLine = false;

  constructor(private readonly maxLineBytes: number) {}

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

  /** The unterminated last line, if there is one; or the end of a long line that stood exactly at the limit. */
  end(): LinePiece[] {
    return this.#pendingBytes > 0 || this.#inLongLine ? [this.#take(false, false)] : [];
  }

  /** What has come of the line that is not complete yet; for error messages. */
  get incomplete(): Buffer {
    return Buffer.concat(this.#pending);
  }

  #append(bytes: Buffer, pieces: LinePiece[]): void {
    let rest = bytes;
    while (this.#pendingBytes + rest.length >= this.maxLineBytes) {
      const fitting = rest.subarray(0, this.maxLineBytes - this.#pendingBytes);
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
      // A carriage return at the cut may be half of a CRLF: it moves to the next piece, where the line feed decides.
      if (continued && bytes.length > 1) this.#hold(bytes.subarray(-1));
      if (terminated || (continued && bytes.length > 1)) bytes = bytes.subarray(0, -1);
    }
    return { bytes, continues, continued };
  }
}
