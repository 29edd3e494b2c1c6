/**
 * How many characters templates may build for one step or message: the whole outputs of four commands. What is longer takes so much memory, in each
 * of its copies, that the whole run might end.
 */
export const mostTemplateText = 32 * 1024 ** 2;

/** Templates would build more than {@link mostTemplateText}. */
export class TextTooLong extends Error {}

/** Counts the characters that templates build, before they do. */
export class TextBudget {
  #left: number;

  constructor(most = mostTemplateText) {
    this.#left = most;
  }

  /** @throws TextTooLong when more is wanted than is left */
  take(characters: number): void {
    this.#left -= characters;
    if (this.#left < 0) throw new TextTooLong();
  }

  /** Joins texts. @throws TextTooLong instead of a text that is too long */
  join(texts: readonly string[], separator = ''): string {
    this.take(texts.reduce((sum, { length }) => sum + length, separator.length * Math.max(texts.length - 1, 0)));
    return texts.join(separator);
  }
}
