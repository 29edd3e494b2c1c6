/** One header or trailer. Name and value are bytes, one a character (latin1). */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** What HTTP/2 adds to the length of each field for its overhead, RFC 7541 section 4.1. */
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
