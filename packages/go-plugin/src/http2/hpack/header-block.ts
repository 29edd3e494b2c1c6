import type { HeaderField } from './header-field.js';

/** A decoded block of headers or trailers. Blocks never change, so streams can share them. */
export class HeaderBlock {
  /** @param truncated whether fields are missing, because the block exceeds this side's limit */
  constructor(
    readonly fields: readonly HeaderField[],
    readonly truncated: boolean,
  ) {}

  /** Returns the first value of this name. */
  get(name: string): string | undefined {
    for (const field of this.fields) if (field.name === name) return field.value;
    return undefined;
  }
}
