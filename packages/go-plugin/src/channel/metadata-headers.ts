import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2';
import { Metadata } from '@grpc/grpc-js';

/** The headers that the channel itself gives every call. */
export interface CallHeaders {
  readonly path: string;
  readonly scheme: 'http' | 'https';
  readonly authority: string;
  readonly userAgent: string;
  /** The encoding of compressed requests, if there are any. */
  readonly encoding: string | undefined;
}

// The protocol's own names, and those that HTTP/2 forbids: node:http2 throws over these.
const reservedRequestKeys = new Set([
  'te',
  'content-type',
  'user-agent',
  'grpc-timeout',
  'grpc-encoding',
  'grpc-accept-encoding',
  'accept-encoding',
  'grpc-status',
  'grpc-message',
  'grpc-message-type',
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/**
 * The header block of a call. Reserved keys in the metadata are left out, as grpc-go does.
 * @throws TypeError for a key that HTTP/2 cannot carry: node:http2 would end the whole session over it
 */
export function requestHeaders(call: CallHeaders, metadata: Metadata): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {
    ':method': 'POST',
    ':scheme': call.scheme,
    ':path': call.path,
    ':authority': call.authority,
    te: 'trailers',
    'content-type': 'application/grpc',
    'user-agent': call.userAgent,
    'grpc-accept-encoding': 'identity,deflate,gzip',
  };
  if (call.encoding !== undefined) headers['grpc-encoding'] = call.encoding;
  const custom = metadata.toHttp2Headers();
  for (const key of Object.keys(custom)) {
    if (reservedRequestKeys.has(key)) continue;
    if (key.includes(':')) throw new TypeError(`metadata key ${JSON.stringify(key)} cannot be sent`);
    headers[key] = custom[key];
  }
  return headers;
}

const reservedResponseKeys = new Set(['grpc-status', 'grpc-message', 'grpc-encoding', 'grpc-accept-encoding']);

/**
 * The metadata in a block of headers or trailers, without what the protocol itself reads there. An entry that metadata cannot hold
 * is left out: no header of the other side may break the call.
 */
export function metadataOfHeaders(headers: IncomingHttpHeaders): Metadata {
  const metadata = new Metadata();
  for (const key of Object.keys(headers)) {
    if (key.startsWith(':') || reservedResponseKeys.has(key)) continue;
    const value = headers[key];
    for (const single of Array.isArray(value) ? value : value === undefined ? [] : [value])
      addValue(metadata, key, single);
  }
  return metadata;
}

function addValue(metadata: Metadata, key: string, value: string): void {
  try {
    if (!key.endsWith('-bin')) metadata.add(key, value);
    // Node joins repeated headers with ", "; base64 has no comma, so that binary values come apart again.
    else for (const part of value.split(',')) metadata.add(key, Buffer.from(part.trim(), 'base64'));
  } catch {
    // Metadata refuses text beyond printable ASCII.
  }
}
