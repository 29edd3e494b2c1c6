import type { JsonObject, JsonValue } from '../../domain/json.js';
import type { OutboundRequest } from '../shared/outbound/redirects.js';
import { webAddress } from '../shared/outbound/web-address.js';

/** The methods that AWF has. */
const methods: readonly string[] = ['GET', 'POST', 'PUT', 'DELETE'];

/** Headers that the connection decides about. AWF sends none of them either. */
const ofConnection: readonly string[] = [
  'host',
  'content-length',
  'transfer-encoding',
  'trailer',
  'connection',
  'upgrade',
];

/** The inputs of `http.request`, as far as they say what to send. */
export interface RequestInputs {
  readonly url: string;
  readonly method: string;
  readonly headers?: JsonObject | null | undefined;
  readonly body?: string | null | undefined;
}

/** @throws Error that says which input is wrong. It never shows a value, which may be a secret. */
export function requestOf({ url, method, headers, body }: RequestInputs): OutboundRequest {
  const verb = method.trim().toUpperCase();
  if (!methods.includes(verb)) throw new Error(`method must be one of ${methods.join(', ')}`);
  return { method: verb, url: webAddress(url, 'url'), headers: headersOf(headers ?? {}), body: body ?? undefined };
}

function headersOf(given: JsonObject): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) throw new Error('headers has a name that HTTP does not allow');
    if (value === null || ofConnection.includes(name.toLowerCase())) continue;
    headers[name] = headerText(name, value);
  }
  return headers;
}

function headerText(name: string, value: JsonValue): string {
  if (typeof value === 'object') throw new Error(`headers: ${name} must be a text or a number`);
  const text = String(value).trim();
  // HTTP has one byte for each character.
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text))
    throw new Error(`headers: ${name} contains characters that HTTP does not allow`);
  return text;
}
