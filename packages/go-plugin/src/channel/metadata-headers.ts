import { Metadata } from '@grpc/grpc-js';
import type { HeaderField } from '../http2/hpack/header-field.js';
import { connectionFields } from '../http2/header-rules.js';

/** The headers that the channel itself gives every call of a method. */
export interface CallHeaders {
  readonly path: string;
  readonly scheme: 'http' | 'https';
  readonly authority: string;
  readonly userAgent: string;
  /** The encoding of compressed requests, if there are any. */
  readonly encoding: string | undefined;
}

/** What both sides say they can decompress. */
export const acceptEncoding: HeaderField = { name: 'grpc-accept-encoding', value: 'identity,deflate,gzip' };
export const grpcContentType: HeaderField = { name: 'content-type', value: 'application/grpc' };

/** The headers of a call that are the same for all calls of its method. */
export function requestHeaders({ path, scheme, authority, userAgent, encoding }: CallHeaders): readonly HeaderField[] {
  const fields: HeaderField[] = [
    { name: ':method', value: 'POST' },
    { name: ':scheme', value: scheme },
    { name: ':path', value: path },
    { name: ':authority', value: authority },
    { name: 'te', value: 'trailers' },
    grpcContentType,
    { name: 'user-agent', value: userAgent },
    acceptEncoding,
  ];
  if (encoding !== undefined) fields.push({ name: 'grpc-encoding', value: encoding });
  return fields;
}

// The protocol's own names.
const protocolNames = [
  'te',
  'content-type',
  'grpc-encoding',
  'grpc-accept-encoding',
  'grpc-status',
  'grpc-message',
  'grpc-message-type',
] as const;

/** What the caller's metadata cannot set. */
export const reservedRequestNames: ReadonlySet<string> = new Set([
  ...protocolNames,
  ...connectionFields,
  'user-agent',
  'grpc-timeout',
  'accept-encoding',
  'host',
  'http2-settings',
  'content-length',
]);

/** What a handler's metadata cannot set, in headers and in trailers. */
export const reservedResponseNames: ReadonlySet<string> = new Set([
  ...protocolNames,
  ...connectionFields,
  'http2-settings',
  'content-length',
]);

const none: readonly HeaderField[] = [];

/**
 * The fields that carry metadata. Reserved names are left out, as grpc-go does; blanks at the ends of values are kept.
 * @throws TypeError for a key that HTTP/2 cannot carry
 */
export function fieldsOfMetadata(metadata: Metadata, reserved: ReadonlySet<string>): readonly HeaderField[] {
  let fields: HeaderField[] | undefined;
  const entries = metadata.toHttp2Headers();
  for (const name of Object.keys(entries)) {
    if (reserved.has(name)) continue;
    if (name.includes(':')) throw new TypeError(`metadata key ${JSON.stringify(name)} cannot be sent`);
    const value = entries[name];
    fields ??= [];
    if (Array.isArray(value)) for (const single of value) fields.push({ name, value: single });
    else if (value !== undefined) fields.push({ name, value: String(value) });
  }
  return fields ?? none;
}

/** What the protocol itself reads in a response. */
const responseNames: ReadonlySet<string> = new Set([
  'grpc-status',
  'grpc-message',
  'grpc-encoding',
  'grpc-accept-encoding',
]);
/** What the protocol itself reads in a request. */
export const requestNames: ReadonlySet<string> = new Set([
  'grpc-timeout',
  'grpc-encoding',
  'grpc-accept-encoding',
  'accept-encoding',
  'te',
  'content-type',
]);

/**
 * The metadata in a block of headers or trailers, without what the protocol itself reads there. An entry that metadata cannot hold
 * is left out: no header of the other side may break the call.
 */
export function metadataOfFields(
  fields: readonly HeaderField[],
  protocol: ReadonlySet<string> = responseNames,
): Metadata {
  const metadata = new Metadata();
  for (const { name, value } of fields)
    if (!name.startsWith(':') && !protocol.has(name)) addValue(metadata, name, value);
  return metadata;
}

function addValue(metadata: Metadata, key: string, value: string): void {
  try {
    if (!key.endsWith('-bin')) metadata.add(key, value);
    // Values may come joined by commas, which base64 has none of, so that they come apart again.
    else for (const part of value.split(',')) metadata.add(key, Buffer.from(part.trim(), 'base64'));
  } catch {
    // Metadata refuses text beyond printable ASCII.
  }
}
