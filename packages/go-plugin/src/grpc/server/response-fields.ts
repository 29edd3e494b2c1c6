import { status } from '@grpc/grpc-js';
import { acceptEncoding, grpcContentType } from '../../channel/metadata-headers.js';
import type { MessageEncoding } from '../../channel/compression.js';
import type { HeaderField } from '../../http2/hpack/header-field.js';

// The encoder recognises these lists by identity, so that it can copy the block that it made for the same list before.

const ok: HeaderField = { name: ':status', value: '200' };

/** The headers of every response with messages. */
export const responseHeaders: readonly HeaderField[] = [ok, grpcContentType, acceptEncoding];

const compressed: Readonly<Record<MessageEncoding, readonly HeaderField[]>> = {
  gzip: [...responseHeaders, { name: 'grpc-encoding', value: 'gzip' }],
  deflate: [...responseHeaders, { name: 'grpc-encoding', value: 'deflate' }],
};

/** The headers of a response whose messages are compressed. */
export const compressedResponseHeaders = (encoding: MessageEncoding): readonly HeaderField[] => compressed[encoding];

const trailersByStatus = new Map<number, readonly HeaderField[]>();
const onlyByStatus = new Map<number, readonly HeaderField[]>();

/** The trailers that all calls with this status share. */
export function sharedTrailers(code: status): readonly HeaderField[] {
  return known(trailersByStatus, code, () => [{ name: 'grpc-status', value: String(code) }]);
}

/** The same for a response that is only a status. */
export function sharedTrailersOnly(code: status): readonly HeaderField[] {
  return known(onlyByStatus, code, () => [ok, grpcContentType, { name: 'grpc-status', value: String(code) }]);
}

function known(
  lists: Map<number, readonly HeaderField[]>,
  code: status,
  make: () => readonly HeaderField[],
): readonly HeaderField[] {
  const list = lists.get(code) ?? make();
  if (code in status) lists.set(code, list);
  return list;
}

const blank = 0x20;
const percent = 0x25;
const tilde = 0x7e;

/** The longest text of a status in bytes, before encoding. A peer may end the connection if a header is longer. */
const longestText = 8 * 1024;

/**
 * Encodes the text of a status for `grpc-message`: percent-encoded UTF-8. Blanks at the ends are encoded as well. They are valid, but
 * implementations on node:http2 would lose them. Half of a surrogate pair becomes U+FFFD.
 */
export function encodeGrpcMessage(text: string): string {
  if (/^(?:[!-$&-~](?:[ -$&-~]*[!-$&-~])?)?$/.test(text) && text.length <= longestText) return text;
  const bytes = Buffer.from(cut(text), 'utf8');
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const plain = byte > blank && byte <= tilde && byte !== percent;
    const inner = byte === blank && at > 0 && at < bytes.length - 1;
    encoded += plain || inner ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** Cuts the text at the end of a character. */
function cut(text: string): string {
  if (Buffer.byteLength(text) <= longestText) return text;
  let length = 0;
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > longestText) break;
    length += character.length;
  }
  return text.slice(0, length);
}
