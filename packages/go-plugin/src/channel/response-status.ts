import { status } from '@grpc/grpc-js';
import type { HeaderBlock } from '../http2/hpack/header-block.js';
import { statusOfHttpStatus, statusOfNumber, type CallStatus } from './status-mapping.js';

const escape = 0x25;
const hexDigits = /^[0-9a-fA-F]{2}$/;

/**
 * Decodes the percent-encoding of `grpc-message`: every escape, not only those of `decodeURI`. Other text stays as it is, and invalid
 * UTF-8 becomes U+FFFD, because a status must never be lost because of its text.
 */
export function decodeGrpcMessage(value: string): string {
  if (/^[\0-\x24\x26-\x7f]*$/.test(value)) return value;
  // Each character of a header is one byte.
  const encoded = Buffer.from(value, 'latin1');
  const decoded = Buffer.allocUnsafe(encoded.length);
  let length = 0;
  for (let at = 0; at < encoded.length; at += 1) {
    const digits = encoded[at] === escape ? encoded.toString('latin1', at + 1, at + 3) : '';
    const isEscape = hexDigits.test(digits);
    decoded[length] = isEscape ? Number.parseInt(digits, 16) : (encoded[at] ?? 0);
    length += 1;
    if (isEscape) at += 2;
  }
  return decoded.toString('utf8', 0, length);
}

/**
 * The status in a block of trailers, or in the headers of a trailers-only response. Without `grpc-status`, the HTTP status decides. An
 * invalid or unknown `grpc-status` is UNKNOWN.
 */
export function statusOfTrailers(trailers: HeaderBlock, httpStatus: number | undefined): CallStatus {
  const raw = trailers.get('grpc-status');
  const message = trailers.get('grpc-message');
  const text = message === undefined ? '' : decodeGrpcMessage(message);
  if (raw === '0') return { code: status.OK, details: text };
  if (raw === undefined)
    return {
      code: statusOfHttpStatus(httpStatus),
      details: `no grpc-status in a response with HTTP status ${httpStatus ?? 0}`,
    };
  const code = /^\d{1,3}$/.test(raw) ? statusOfNumber(Number(raw)) : undefined;
  if (code !== undefined) return { code, details: text };
  return {
    code: status.UNKNOWN,
    details: `invalid grpc-status ${JSON.stringify(raw)}${text === '' ? '' : `: ${text}`}`,
  };
}
