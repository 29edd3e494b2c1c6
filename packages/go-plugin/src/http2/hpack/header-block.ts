import type { HeaderField } from './header-field.js';

/** A decoded block of headers or trailers. Blocks never change, so streams can share them. */
export class HeaderBlock {
  /** Made once for the streams that share the block. */
  #values: ReadonlyMap<string, string> | undefined;

  /** @param truncated whether fields are missing, because the block exceeds this side's limit */
  constructor(
    readonly fields: readonly HeaderField[],
    readonly truncated: boolean,
  ) {}

  /** Returns the first value of this name. */
  get(name: string): string | undefined {
    return (this.#values ??= firstValues(this.fields)).get(name);
  }
}

function firstValues(fields: readonly HeaderField[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of fields) if (!values.has(name)) values.set(name, value);
  return values;
}
