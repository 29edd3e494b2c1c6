import type { HeaderField } from './header-field.js';

/** A decoded block of headers or trailers. Blocks may be shared between streams: they never change. */
export class HeaderBlock {
  /** @param truncated whether fields are missing, because all of them are larger than this side takes */
  constructor(
    readonly fields: readonly HeaderField[],
    readonly truncated: boolean,
  ) {}

  /** The first value of that name. */
  get(name: string): string | undefined {
    for (const field of this.fields) if (field.name === name) return field.value;
    return undefined;
  }
}
