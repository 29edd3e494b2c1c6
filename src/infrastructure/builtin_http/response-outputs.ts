import { isUtf8 } from 'node:buffer';
import { recordOf, type JsonObject } from '../../domain/json.js';
import type { OutboundAnswer } from '../shared/outbound/outbound-client.js';

/** The outputs of `http.request`. A body that is not UTF-8 is also there as it is, in base64. */
export function outputsOf({ status, headers, bytes, truncated }: OutboundAnswer): JsonObject {
  const whole = truncated ? wholeCharacters(bytes) : bytes;
  return {
    status_code: status,
    body: whole.toString('utf8'),
    headers: recordOf([...headers].map(([name, values]) => [canonicalName(name), values.join(', ')])),
    body_truncated: truncated,
    ...(isUtf8(whole) ? {} : { body_base64: bytes.toString('base64') }),
  };
}

/** The name as Go writes it, which AWF's workflows look for: `Content-Type`. */
export const canonicalName = (name: string): string =>
  name.toLowerCase().replace(/(^|-)[a-z]/g, (first) => first.toUpperCase());

/** Without the character at the end that was cut. A character has at most four bytes, of which all but the first begin with the bits 10. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let length = bytes.length; length > bytes.length - 4 && length > 0; length -= 1) {
    const last = bytes[length - 1] ?? 0;
    if (last < 0x80) return bytes.subarray(0, length);
    if (last < 0xc0) continue;
    const size = last < 0xe0 ? 2 : last < 0xf0 ? 3 : 4;
    return bytes.subarray(0, bytes.length - length + 1 < size ? length - 1 : bytes.length);
  }
  return bytes;
}
