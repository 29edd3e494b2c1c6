type Write = (text: string) => void;

const clear = '\r\u001b[K';
/** The terminal cuts a line that is too long for it. A line that wraps could not be erased completely. */
const noWrap = '\u001b[?7l';
const wrap = '\u001b[?7h';

/** The last line of a terminal while a step runs. Everything else is written above it, so that no message is glued to it. */
export class LiveLine {
  readonly #out: Write;
  #text: string | undefined;

  /** @param out writes to the terminal, and nothing else does so past this object */
  constructor(out: Write) {
    this.#out = out;
  }

  /** Shows a line, in the place of the one before. */
  show(text: string): void {
    this.#text = text;
    this.#out(`${clear}${noWrap}${text}${wrap}`);
  }

  /** Removes the line. */
  end(): void {
    if (this.#text !== undefined) this.#out(clear);
    this.#text = undefined;
  }

  /** A writer whose texts stand above the line. A text that does not end its own line takes the place of this one. */
  above(write: Write): Write {
    return (text) => {
      const shown = this.#text;
      this.end();
      write(text);
      if (shown !== undefined && text.endsWith('\n')) this.show(shown);
    };
  }
}
