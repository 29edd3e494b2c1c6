import buffer from 'node:buffer';

/**
 * Counts the memory that the texts of one message take. A text with a character beyond ASCII takes two bytes for each UTF-16 unit, so that one such
 * character may double it.
 */
export class TextMemory {
  readonly #most: number;
  #left: number;

  private constructor(most: number) {
    this.#most = most;
    this.#left = most;
  }

  /** @returns undefined for a message that is too small to take more */
  static of(message: Uint8Array, most: number): TextMemory | undefined {
    return 2 * message.length > most ? new TextMemory(most) : undefined;
  }

  /** @throws RangeError if the text takes more than is left */
  take(text: Buffer): void {
    this.#left -= buffer.isAscii(text) ? text.length : 2 * unitsOf(text);
    if (this.#left < 0) throw new RangeError(`texts that take more than ${this.#most} bytes of memory`);
  }
}

/** UTF-16 units of a text in UTF-8. What is not UTF-8 may become a unit for each byte. */
function unitsOf(text: Buffer): number {
  if (!buffer.isUtf8(text)) return text.length;
  let units = 0;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at] ?? 0;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
