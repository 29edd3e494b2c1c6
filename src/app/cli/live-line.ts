import { fit } from './columns.js';

type Write = (text: string) => void;

const clear = '\r\u001b[K';
/** Where the width is not known, or is wrong because the window became narrower, the terminal itself cuts the line. */
const noWrap = '\u001b[?7l';
const wrap = '\u001b[?7h';

/** The last line of a terminal while a step runs. Everything else is written above it, so that no message is glued to it. */
export class LiveLine {
  readonly #out: Write;
  readonly #columns: () => number | undefined;
  #text: string | undefined;

  /**
   * @param out writes to the terminal, and nothing else does so past this object
   * @param columns the width of the terminal, if it is known. A line that wraps could not be erased completely.
   */
  constructor(out: Write, columns: () => number | undefined = () => undefined) {
    this.#out = out;
    this.#columns = columns;
  }

  /** Shows a line, in the place of the one before. */
  show(text: string): void {
    this.#text = text;
    this.#out(`${clear}${noWrap}${fit(text, this.#columns() ?? Infinity)}${wrap}`);
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
