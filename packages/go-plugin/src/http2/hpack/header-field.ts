/** One header or trailer. Each character of name and value is one byte (latin1). */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** Bytes that count for each field in addition to its text, RFC 7541 section 4.1. */
const fieldOverhead = 32;

/** The size of a field as HPACK's tables and SETTINGS_MAX_HEADER_LIST_SIZE count it. */
export function sizeOfField({ name, value }: HeaderField): number {
  return name.length + value.length + fieldOverhead;
}

/** The size of a list of fields as SETTINGS_MAX_HEADER_LIST_SIZE counts it. */
export function sizeOfFields(fields: readonly HeaderField[]): number {
  let bytes = 0;
  for (const field of fields) bytes += sizeOfField(field);
  return bytes;
}
